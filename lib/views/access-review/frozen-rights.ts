import type { Connection } from '#db/client.ts';
import {
  findOnPaths,
  findStandingMemberships,
  findStandingOwn,
  listStandingRights,
  type StandingRight,
} from '#db/queries/access-review-rights.ts';
import type { PrivilegeSystem } from '#db/queries/privilege-systems.ts';
import type { ReviewScope } from '#lib/domain/access-review/review.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import {
  type Freezing,
  type FrozenItem,
  frozenMembership,
  frozenOwn,
  frozenRight,
  productionOfRight,
} from './frozen-item.ts';
import { GroupMembers } from './group-members.ts';
import { type GroupRight, GroupRights } from './group-rights.ts';
import { inReview } from './in-review.ts';

const PAGE = 5000;

export interface FreezingSystem {
  sql: Connection;
  orgId: number;
  system: PrivilegeSystem;
  ownersTold: boolean;
  /** Sections that were not read. */
  unread: readonly string[];
}

/** Everything in one system that a review of this scope is about, up to `most` and one more. */
export async function frozenRights(
  { sql, orgId, system, ownersTold, unread }: FreezingSystem,
  scope: ReviewScope,
  { settings, now }: { settings: PrivilegeSettings; now: Date },
  most: number,
): Promise<FrozenItem[]> {
  const at = { orgId, repoId: system.repoId };
  const paths = await findOnPaths(sql, at);
  const memberships = await findStandingMemberships(sql, at);
  const members = new GroupMembers(memberships, unread);
  const accountsIn = (group: number) => members.of(group);
  const freezing: Freezing = { system, settings, now, paths, ownersTold, accountsIn };
  const found: FrozenItem[] = [];
  const ofGroups = new Map<number, GroupRight[]>();
  for (let after: Buffer | null = null; ; ) {
    const page: StandingRight[] = await listStandingRights(sql, at, { after, limit: PAGE });
    if (page.length === 0) break;
    for (const right of page) {
      const production = productionOfRight(right, settings);
      if (right.principalKind === 'group') addTo(ofGroups, right, production);
      const item = frozenRight(right, production, freezing);
      if (found.length <= most && inReview(item, scope, [{ name: item.targetName, production }], now)) found.push(item);
    }
    after = page.at(-1)?.key ?? null;
  }
  const groups = new GroupRights(ofGroups, memberships);
  for (const membership of memberships) {
    if (found.length > most) break;
    const rights = groups.of(membership.target);
    const item = frozenMembership(membership, rights, freezing);
    if (inReview(item, scope, rights, now, membership.createdAt)) found.push(item);
  }
  for (const own of await findStandingOwn(sql, at)) {
    if (found.length > most) break;
    const item = frozenOwn(own, freezing);
    // What it reaches everywhere, it reaches in production.
    const reached = own.detail.everywhere === true ? [{ name: '', production: item.targetName }] : [];
    if (inReview(item, scope, reached, now)) found.push(item);
  }
  return found;
}

function addTo(all: Map<number, GroupRight[]>, right: StandingRight, production: string | null): void {
  const { principal, targetName: name, permission, level } = right;
  const known = all.get(principal) ?? [];
  known.push({ name, permission, level, production });
  all.set(principal, known);
}
