import { findOwningTeams, findReviewPeople, type ReviewPerson } from '#db/queries/access-review-people.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewersBody } from '#lib/contracts/access-review.ts';
import { can } from '#lib/domain/access/access.ts';
import { type AssigneeTeam, assign, type Candidates } from '#lib/domain/access-review/assign.ts';
import { indexPeople, membersOf, subjectOf } from '#lib/domain/access-review/identity.ts';
import { Fault } from '#lib/errors.ts';
import type { AskedItem, FrozenItem } from './frozen-item.ts';

export interface AskedReviewers {
  items: AskedItem[];
  /** Rights that nobody is left for; a review with such does not begin. */
  nobody: FrozenItem[];
}

/** Whether a person can sign in and may decide in reviews. */
export const mayReview = (orgId: number, { active, role }: ReviewPerson): boolean =>
  active && can({ kind: 'user', orgId, role }, 'review:decide', { orgId });

/**
 * Says of each right whose it is, as far as that is known, and who is asked about it.
 * @throws Fault invalid_input for people who cannot review
 */
export async function askReviewers(
  ctx: Context,
  frozen: readonly FrozenItem[],
  reviewers: ReviewersBody,
  escalateTo: number,
): Promise<AskedReviewers> {
  const people = await peopleOf(ctx);
  const find = (id: number, path: string): ReviewPerson => requireReviewer(ctx, people, id, path);
  const last = find(escalateTo, 'escalate_to');
  const named = reviewers.rule === 'named' ? reviewers.people.map((id) => find(id, 'reviewers.people')) : [];
  const fallback = reviewers.rule === 'named' ? [] : reviewers.fallback.map((id) => find(id, 'reviewers.fallback'));
  const managerOf = reviewers.rule === 'managers' ? managers(ctx, people, reviewers.managers) : () => undefined;
  const teamsOf = reviewers.rule === 'owners' ? await owners(ctx, people, frozen) : () => [];
  const candidatesFor = indexPeople(people);
  const turns = new Map<string, number>();
  const items: AskedItem[] = [];
  const nobody: FrozenItem[] = [];
  const inGroup = membersFor(candidatesFor);
  for (const each of frozen) {
    const { accounts: _, ...item } = each;
    const subject = subjectOf(item, candidatesFor(item));
    const held = { ...item, subject: subject?.person ?? null, ...inGroup(each) };
    const principal = `${item.repoId} ${item.principal}`;
    const turn = turns.get(principal) ?? turns.size;
    turns.set(principal, turn);
    const from: Candidates = { manager: managerOf(each), teams: teamsOf(each), named, fallback, last };
    const asked = assign(held, from, turn);
    if (asked === null) nobody.push(each);
    else items.push({ ...held, subjectBy: subject?.by ?? null, ...asked, number: items.length + 1 });
  }
  return { items, nobody };
}

type Members = ReturnType<typeof membersOf>;

/** Who of the people is in a group, looked up once for all rights of it; null for what is no group. */
function membersFor(candidatesFor: Parameters<typeof membersOf>[1]) {
  const known = new Map<string, Members>();
  return ({
    principalKind,
    repoId,
    principal,
    accounts,
  }: FrozenItem): Members | { members: null; membersKnown: null } => {
    if (principalKind !== 'group') return { members: null, membersKnown: null };
    const group = `${repoId} ${principal}`;
    const found = known.get(group) ?? membersOf(accounts, candidatesFor);
    known.set(group, found);
    return found;
  };
}

/** People of the demo have no account, so that nobody signs in as one of them: in its story they review all the same. */
async function peopleOf(ctx: Context): Promise<ReviewPerson[]> {
  const people = await findReviewPeople(ctx.sql, ctx);
  return ctx.credential.kind === 'demo' ? people.map((person) => ({ ...person, active: true })) : people;
}

/** @throws Fault invalid_input */
export function requireReviewer(
  { orgId }: { orgId: number },
  people: readonly ReviewPerson[],
  id: number,
  path: string,
): ReviewPerson {
  const person = people.find((each) => each.id === id);
  const message =
    person === undefined
      ? `must be people of this organization, and ${id} is none`
      : mayReview(orgId, person)
        ? null
        : `must be people who can sign in and may decide: ${person.name} (${person.role}) may not`;
  if (person !== undefined && message === null) return person;
  throw new Fault('invalid_input', `${path} ${message}.`, { fields: [{ path, message: message ?? '' }] });
}

function managers(
  { orgId }: { orgId: number },
  people: readonly ReviewPerson[],
  list: readonly { principal: string; manager: string }[],
): (item: FrozenItem) => ReviewPerson | undefined {
  const byAddress = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  const known = new Map<string, ReviewPerson>();
  for (const { principal, manager } of list) {
    const person = byAddress.get(manager.toLowerCase());
    if (person === undefined || !mayReview(orgId, person)) {
      const message = `must be addresses of people who may decide: ${manager} is none`;
      throw new Fault('invalid_input', `reviewers.managers ${message}.`, {
        fields: [{ path: 'reviewers.managers', message }],
      });
    }
    known.set(principal.toLowerCase(), person);
  }
  return ({ principalName, principalOwner }) =>
    known.get(principalName.toLowerCase()) ??
    (principalOwner === null ? undefined : known.get(principalOwner.toLowerCase()));
}

/** The first word of what a right is on: an environment is called `acme/web production`. */
const repositoryOf = ({ targetName }: FrozenItem): string => (targetName.split(' ')[0] ?? '').toLowerCase();

async function owners(
  ctx: Context,
  people: readonly ReviewPerson[],
  frozen: readonly FrozenItem[],
): Promise<(item: FrozenItem) => readonly AssigneeTeam[]> {
  const names = new Set(frozen.flatMap((item) => [repositoryOf(item), item.system.toLowerCase()]));
  const rows = await findOwningTeams(ctx.sql, ctx, [...names]);
  const able = new Map(people.filter((person) => mayReview(ctx.orgId, person)).map((person) => [person.id, person]));
  const byName = new Map<string, AssigneeTeam[]>();
  for (const { fullName, team, members } of rows) {
    const found = { id: team, members: members.flatMap((id) => able.get(id) ?? []) };
    byName.set(fullName, [...(byName.get(fullName) ?? []), found]);
  }
  return (item) => byName.get(repositoryOf(item)) ?? byName.get(item.system.toLowerCase()) ?? [];
}
