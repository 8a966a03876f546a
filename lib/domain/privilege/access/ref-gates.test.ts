import { describe, expect, it } from 'vitest';
import {
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  ruleExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import { organizationAccess } from './organization-access.ts';
import { indexesOf } from './principal-set.ts';
import { pushes } from './ref-gates.ts';
import { repositoryAccess } from './repository-access.ts';
import { rosterOf } from './roster.ts';
import type { BranchRule } from './rule-facts.ts';

const REVIEWS = { approvals: 1, codeOwners: false, lastPush: true, dismissStale: true };

/** One person of each class of permissions, and two who write and are named in a list. */
const ROLES = {
  writer: 'write',
  bypasser: 'write and bypass',
  pusher: 'maintain',
  both: 'write and both',
  admin: 'admin',
  onReviewList: 'write',
  onPushList: 'write',
};

function whoPushes(part: Partial<BranchRule>, exists = true): string[] {
  const rule = ruleExample({
    bypassList: [{ kind: 'person', id: 'onReviewList' }],
    pushList: [{ kind: 'person', id: 'onPushList' }],
    ...part,
  });
  const repository = repositoryExample({
    grants: Object.entries(ROLES).map(([id, role]) => ({ holder: { kind: 'person', id }, role })),
  });
  const organization = organizationExample({
    people: Object.keys(ROLES).map((id) => personExample(id)),
    customRoles: [
      { name: 'write and bypass', base: 'write', permissions: ['bypassRules'] },
      { name: 'write and both', base: 'write', permissions: ['bypassRules', 'pushRestricted'] },
    ],
  });
  const facts = factsExample({ organization, repositories: [repository] });
  const roster = rosterOf(facts);
  const access = repositoryAccess(organizationAccess(organization, roster), repository);
  const reach = pushes(access, { exists, rule, rulesets: [] }, { privileged: true });
  expect(indexesOf(reach.maybe)).toEqual(indexesOf(reach.sure));
  return indexesOf(reach.sure).map((index) => roster.principals[index]?.id ?? '');
}

const ALL = Object.keys(ROLES);

describe('the two gates of a branch rule', () => {
  const cases: [string, Partial<BranchRule>, boolean, string[]][] = [
    ['no protection', {}, true, ALL],
    ['reviews', { reviews: REVIEWS }, true, ['bypasser', 'both', 'admin', 'onReviewList']],
    ['reviews enforced for admins', { reviews: REVIEWS, enforceAdmins: true }, true, []],
    ['lock', { locked: true }, true, ['bypasser', 'both', 'admin']],
    ['lock enforced for admins', { locked: true, enforceAdmins: true }, true, []],
    ['restricted pushes', { restricted: true }, true, ['pusher', 'both', 'admin', 'onPushList']],
    [
      'restricted pushes enforced for admins shut out nobody',
      { restricted: true, enforceAdmins: true },
      true,
      ['pusher', 'both', 'admin', 'onPushList'],
    ],
    ['both gates must open', { restricted: true, reviews: REVIEWS }, true, ['both', 'admin']],
    ['both gates, enforced', { restricted: true, reviews: REVIEWS, enforceAdmins: true }, true, []],
    [
      'a new branch where pushes are restricted and creation is blocked',
      { restricted: true, blocksCreation: true },
      false,
      ['pusher', 'both', 'admin', 'onPushList'],
    ],
    [
      'the same, enforced for admins',
      { restricted: true, blocksCreation: true, enforceAdmins: true },
      false,
      ['pusher', 'both', 'admin', 'onPushList'],
    ],
    ['a new branch where pushes are restricted alone', { restricted: true }, false, ALL],
    ['a new branch where creation is blocked alone: GitHub takes that back', { blocksCreation: true }, false, ALL],
    ['a new branch where reviews are asked for', { reviews: REVIEWS, locked: true }, false, ALL],
  ];
  it.each(cases)('%s', (_, rule, exists, who) => {
    expect(whoPushes(rule, exists).sort()).toEqual([...who].sort());
  });
});
