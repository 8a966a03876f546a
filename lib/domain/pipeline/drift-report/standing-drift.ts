import { type Drift, nameOfUse } from '#lib/domain/pipeline/drift.ts';
import type { JobFacts, PipelineFacts, TokenRights } from '#lib/domain/pipeline/facts.ts';
import type { Reviewed } from '#lib/domain/pipeline/reviewed.ts';

export const FINDING_KINDS = ['edited', 'new_action', 'wider_permissions'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** A change of a file of a pipeline, as it was kept. */
export interface KeptDrift extends Drift {
  path: string;
  reviewed: Reviewed;
  at: Date;
}

export type StandingDrift = KeptDrift & { kind: FindingKind };

/**
 * Changes that are still in their file, and that nobody had to look at as far as is known: the oldest of those that say the
 * same. What another person had to approve was decided; what is not in the file any more was taken back.
 * @param files what files say now, by path
 * @param owner of the repository: what is its own is not of others
 */
export function standingDrift(
  changes: readonly KeptDrift[],
  files: ReadonlyMap<string, PipelineFacts>,
  owner: string,
): StandingDrift[] {
  const found = new Map<string, StandingDrift>();
  for (const change of changes) {
    const facts = files.get(change.path);
    const { kind, reviewed } = change;
    if (facts === undefined || reviewed === 'yes' || !isFindingKind(kind) || !stands(change, facts, owner)) continue;
    const key = JSON.stringify([
      change.path,
      kind,
      kind === 'new_action' ? nameOfUse(change.what) : change.what,
      kind === 'wider_permissions' ? change.job : null,
    ]);
    const known = found.get(key);
    if (known === undefined || change.at < known.at) found.set(key, { ...change, kind });
  }
  return [...found.values()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** Whose actions come with the platform. */
export const FIRST_PARTIES = ['actions', 'github'];

/** Neither of the platform nor of whoever owns the repository. */
export function isOfOthers(use: string, owner: string): boolean {
  const [whose = ''] = nameOfUse(use).split('/');
  return whose !== owner.toLowerCase() && !FIRST_PARTIES.includes(whose);
}

const isFindingKind = (kind: string): kind is FindingKind => (FINDING_KINDS as readonly string[]).includes(kind);

const orderOf = ({ path, kind, job, what }: StandingDrift): string => [path, kind, job ?? '', what].join('\n');

function stands({ kind, job, what }: Drift, { digest, jobs }: PipelineFacts, owner: string): boolean {
  if (kind === 'edited') return digest === what;
  if (kind === 'new_action') {
    const name = nameOfUse(what);
    return isOfOthers(what, owner) && jobs.some(({ uses }) => uses.some((use) => nameOfUse(use) === name));
  }
  return jobs.some((each) => each.name === job && stillHas(each, what));
}

const ORDER = { none: 0, read: 1, write: 2 } as const;

/** @param what as `wider` says it */
function stillHas({ permissions }: JobFacts, what: string): boolean {
  if (what === 'write-all') return permissions === 'write-all';
  if (what === 'read-all') return permissions === 'read-all' || permissions === 'write-all';
  const [scope = '', right] = what.split(': ');
  if (right !== 'read' && right !== 'write') return permissions === 'unsaid';
  return ORDER[rightOf(permissions, scope)] >= ORDER[right];
}

function rightOf(permissions: TokenRights, scope: string): keyof typeof ORDER {
  if (permissions === 'write-all') return 'write';
  if (permissions === 'read-all') return 'read';
  return permissions === 'unsaid' ? 'none' : (permissions[scope] ?? 'none');
}
