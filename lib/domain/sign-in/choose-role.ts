import type { Role } from '#lib/domain/access/role.ts';

/** A group of a provider, and what its members get: a role, or a place in a team. */
export interface GroupMapping {
  provider: string;
  group: string;
  role: Role | null;
  teamId: number | null;
}

const applying = (mappings: readonly GroupMapping[], provider: string, groups: readonly string[]): GroupMapping[] => {
  const names = new Set(groups);
  return mappings.filter((mapping) => mapping.provider === provider && names.has(mapping.group));
};

/** Where groups give several roles, the first of these counts. */
const PRECEDENCE: readonly Role[] = ['admin', 'security', 'auditor', 'developer', 'viewer'];

/** The role that groups of a provider give; null when none of them gives one. Names count letter for letter. */
export function roleOfGroups(
  mappings: readonly GroupMapping[],
  provider: string,
  groups: readonly string[],
): Role | null {
  const given = applying(mappings, provider, groups).map(({ role }) => role);
  return PRECEDENCE.find((role) => given.includes(role)) ?? null;
}

export interface GroupTeams {
  /** Those that the groups put somebody into. */
  wanted: number[];
  /** Those that are not for this provider to take somebody out of, because groups of another one put people there. */
  others: number[];
}

/** The teams of somebody with these groups. */
export function teamsOfGroups(
  mappings: readonly GroupMapping[],
  provider: string,
  groups: readonly string[],
): GroupTeams {
  const ids = (of: readonly GroupMapping[]) => [...new Set(of.flatMap(({ teamId }) => teamId ?? []))];
  const own = ids(mappings.filter((mapping) => mapping.provider === provider));
  const others = ids(mappings.filter((mapping) => mapping.provider !== provider));
  return { wanted: ids(applying(mappings, provider, groups)), others: others.filter((id) => !own.includes(id)) };
}

/** Who gets in without an invitation. */
export interface AdmissionPolicy {
  /** Whether a group that gives a role is enough. */
  byGroup: boolean;
  /** E-mail domains, in lower case, of which a verified address is enough; they give `role`. */
  domains: readonly string[];
  role: Role;
}

interface Newcomer {
  email: string | null;
  emailVerified: boolean;
  /** What `roleOfGroups` said. */
  ofGroups: Role | null;
}

/** The role of somebody who has none by hand, from their groups or their verified address; null: they do not get in. */
export function admittedRole({ byGroup, domains, role }: AdmissionPolicy, who: Newcomer): Role | null {
  const domain = who.emailVerified ? who.email?.split('@')[1] : undefined;
  const isOfDomain = domain !== undefined && domains.includes(domain);
  if (isOfDomain) return who.ofGroups ?? role;
  return byGroup ? who.ofGroups : null;
}
