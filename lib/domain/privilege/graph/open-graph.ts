import type { PrincipalKind, ResourceKind } from '../inventory.ts';

/** What BloodHound takes as a property: nothing that has parts, but lists of texts. */
type GraphProperty = string | number | boolean | readonly string[];
type GraphProperties = Readonly<Record<string, GraphProperty>>;

export interface GraphNode {
  id: string;
  /** The first is how it is drawn. */
  kinds: readonly string[];
  properties: GraphProperties;
}

export interface GraphEdge {
  kind: string;
  start: { value: string; match_by: 'id' };
  end: { value: string; match_by: 'id' };
  properties: GraphProperties;
}

/** In front of every kind, so that none is one of another collector. */
const PREFIX = 'PL_';

const LEVELS = ['None', 'Read', 'Triage', 'Write', 'Maintain', 'Admin'] as const;

/** `deploy_key` → `PL_DeployKey` */
const pascal = (kind: string): string =>
  PREFIX +
  kind
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** A group of people and one of repositories are two things. */
export const principalKinds = (kind: PrincipalKind): string[] => [
  kind === 'group' ? `${PREFIX}Team` : kind === 'runner_group' ? `${PREFIX}Runners` : pascal(kind),
  `${PREFIX}Principal`,
];

export const resourceKinds = (kind: ResourceKind): string[] => [pascal(kind), `${PREFIX}Resource`];

export const CONTAINS = `${PREFIX}Contains`;
export const MEMBER_OF = `${PREFIX}MemberOf`;

/** `PL_CanWrite` */
export const rightKind = (level: number): string => `${PREFIX}Can${LEVELS[level] ?? 'None'}`;

export const levelName = (level: number): string => (LEVELS[level] ?? 'None').toLowerCase();

/** Without what is not known: a property that is not there is unknown, never `false`. */
export function known(properties: Readonly<Record<string, GraphProperty | null | undefined>>): GraphProperties {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === null || value === undefined || value === '' ? [] : [[name, value] as const],
    ),
  );
}

export const edgeOf = (kind: string, start: string, end: string, properties: GraphProperties): GraphEdge => ({
  kind,
  start: { value: start, match_by: 'id' },
  end: { value: end, match_by: 'id' },
  properties,
});
