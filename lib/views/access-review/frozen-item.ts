import type { StandingMembership, StandingOwn, StandingRight } from '#db/queries/access-review-rights.ts';
import type { NewReviewItem } from '#db/queries/access-reviews-write.ts';
import type { PrivilegeSystem } from '#db/queries/privilege-systems.ts';
import type { HeldBy } from '#lib/domain/access-review/identity.ts';
import { type FrozenName, HIGH_LEVEL, type RiskFacts } from '#lib/domain/access-review/review.ts';
import { levelName, MORE } from '#lib/domain/access-review/why.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import { addDays } from '#lib/domain/time.ts';
import { productionOf } from '../privilege/shown.ts';
import type { GroupRight } from './group-rights.ts';

/** A right that is frozen, before anybody is asked about it. */
export type FrozenItem = Omit<NewReviewItem, 'chain' | 'risk' | Asked> & {
  chain: FrozenName[];
  risk: RiskFacts;
  /** Of a group: the accounts in it; null: that was not told. Empty for all else. */
  accounts: readonly HeldBy[] | null;
};
type Asked = 'number' | 'subject' | 'subjectBy' | 'members' | 'membersKnown' | 'reviewer' | 'reviewerTeam' | 'assigned';

/** The same with who is asked. */
export type AskedItem = Omit<FrozenItem, 'accounts'> & Pick<NewReviewItem, Asked>;

export interface Freezing {
  system: PrivilegeSystem;
  settings: PrivilegeSettings;
  now: Date;
  /** Null: no paths are known of the system. */
  paths: { proven: ReadonlySet<string>; possible: ReadonlySet<string> } | null;
  /** Whether somebody said who answers for which machine account. */
  ownersTold: boolean;
  /** Who is in a group; null: not told. */
  accountsIn: (group: number) => readonly HeldBy[] | null;
}

/** Names of a group's rights that are kept; the rest is counted. */
const NAMED = 12;

/** By its own name, or as what lies in production. */
export const productionOfRight = (right: StandingRight, settings: PrivilegeSettings): string | null =>
  productionOf(right.targetKind, right.targetName, settings) ??
  (right.parentKind === null || right.parentName === null
    ? null
    : productionOf(right.parentKind, right.parentName, settings));

type Standing = Pick<
  StandingRight,
  | 'principal'
  | 'principalId'
  | 'principalKind'
  | 'principalName'
  | 'principalOwner'
  | 'expiresAt'
  | 'expiresTold'
  | 'lastUsedAt'
  | 'lastUsedTold'
  | 'stale'
  | 'level'
>;

function held(row: Standing, { system, accountsIn }: Freezing) {
  const { principal, principalId, principalKind, principalName, principalOwner, level } = row;
  const { expiresAt, expiresTold, lastUsedAt, lastUsedTold } = row;
  return {
    ...{ repoId: system.repoId, system: system.fullName, source: system.source },
    ...{ principal, principalId, principalKind, principalName, principalOwner, level },
    ...{ expiresAt, expiresTold, lastUsedAt, lastUsedTold },
    accounts: principalKind === 'group' ? accountsIn(principal) : [],
  };
}

function riskOf(row: Standing, { settings, now, paths, ownersTold }: Freezing): RiskFacts {
  const { principalId, principalKind, principalOwner, lastUsedAt, lastUsedTold, expiresAt, expiresTold, stale } = row;
  const since = addDays(now, -settings.unusedDays);
  const answers = principalKind === 'human' || principalKind === 'group' || principalOwner !== null;
  return {
    unused: lastUsedTold ? lastUsedAt === null || lastUsedAt < since : null,
    onPath:
      paths === null ? null : paths.proven.has(principalId) ? true : paths.possible.has(principalId) ? null : false,
    ownerless: answers ? false : ownersTold ? true : null,
    neverEnds: expiresTold ? expiresAt === null : null,
    stale,
  };
}

const timeOf = (value: unknown): Date | null => {
  const at = typeof value === 'string' ? new Date(value) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : at;
};

export function frozenRight(right: StandingRight, production: string | null, freezing: Freezing): FrozenItem {
  const { target, targetKind, targetName, via, permission, detail } = right;
  return {
    kind: 'right',
    ...held(right, freezing),
    ...{ target, targetKind, targetName, via, permission, production },
    chain: [],
    grantedAt: timeOf(detail.grantedAt),
    grantedBy: typeof detail.grantedBy === 'string' ? detail.grantedBy : null,
    risk: riskOf(right, freezing),
    high: right.level >= HIGH_LEVEL || production !== null,
  };
}

/** @param rights what the group may do, the highest first */
export function frozenMembership(
  row: StandingMembership,
  rights: readonly GroupRight[],
  freezing: Freezing,
): FrozenItem {
  const { target, targetKind, targetName } = row;
  const production = rights.find((right) => right.production !== null)?.production ?? null;
  const named = rights.slice(0, NAMED).map(({ name, level }) => ({ name, kind: levelName(level) }));
  const more = rights.length > NAMED ? [{ name: String(rights.length - NAMED), kind: MORE }] : [];
  return {
    kind: 'membership',
    ...held(row, freezing),
    ...{ target, targetKind, targetName, via: null, permission: 'member', production },
    chain: [...named, ...more],
    ...{ grantedAt: null, grantedBy: null },
    risk: riskOf(row, freezing),
    high: row.level >= HIGH_LEVEL || production !== null,
  };
}

export function frozenOwn(row: StandingOwn, freezing: Freezing): FrozenItem {
  const { permissions, everywhere } = row.detail;
  const written = typeof permissions === 'object' && permissions !== null ? Object.entries(permissions) : [];
  const names = written.map(([name, how]) => `${name}: ${String(how)}`);
  return {
    kind: 'own',
    ...held(row, freezing),
    ...{ target: 0, targetKind: 'org', via: null, production: null },
    targetName: everywhere === true ? `everything in ${freezing.system.fullName}` : freezing.system.fullName,
    permission: names.slice(0, NAMED).join(', ') || levelName(row.level),
    chain: [],
    ...{ grantedAt: row.createdAt, grantedBy: null },
    risk: riskOf(row, freezing),
    high: row.level >= HIGH_LEVEL,
  };
}
