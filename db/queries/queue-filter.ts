import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { type ActionKind, CATEGORIES_OF_KIND } from '#lib/domain/action/key.ts';
import type { SlaFilter } from '#lib/domain/action/sla-windows.ts';
import { STAGES, type Stage } from '#lib/domain/action/work.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { countsForOrganization } from './scope.ts';

export interface QueueFilter {
  repoIds: number[] | null;
  lanes: number[];
  /** ILIKE patterns that the title must have, each; only the first `SEARCHED_ACTIONS` of each lane are looked at. */
  title?: string[] | null;
  kinds?: ActionKind[] | null;
  categories?: Category[] | null;
  /** Numbers of the highest severity of what an action closes. */
  severities?: number[] | null;
  /** Due until then, by the date that a person set, else by the SLA. */
  dueUntil?: Date | null;
  /** By the SLA alone, whatever date a person set: overdue at `now`, or not yet but with 80 % of its time used. */
  sla?: { which: SlaFilter; now: Date } | null;
  /** Whether the SLA gives few such dates: these are found by their dates then, and sorted. */
  fewDue?: boolean;
  stages?: Stage[] | null;
  /** Whose: one of these people or teams; `nobody`: nobody's. */
  whose?: { people: number[]; teams: number[] } | 'nobody' | null;
  /** Id of a person who watches it. */
  watchedBy?: number | null;
}

/** Whether the filter is answered from the work that people do, which is little beside all actions. */
export function isOfWork({ stages, whose }: QueueFilter): boolean {
  return (stages != null && !stages.includes('open')) || (whose != null && whose !== 'nobody');
}

/** Whether the filter is answered from the work that people do, or what somebody watches: from first to last. */
export const isOfFew = (filter: QueueFilter): boolean => isOfWork(filter) || filter.watchedBy != null;

/**
 * Leaves out repositories that do not count for the organization, unless they are asked for by name. These are few: to
 * look each up in their list costs less than to look up the repository of each row.
 */
export function counted(
  sql: Connection,
  scope: ReadScope,
  asked: readonly number[] | null,
  column = 'a.repo_id',
): Fragment {
  if (asked !== null) return sql`true`;
  return sql`${sql.unsafe(column)} not in (
    select r.id from repositories r where r.org_id = ${scope.orgId} and not ${countsForOrganization(sql, scope)})`;
}

/** The table or alias of the actions that a condition is about. */
export type Of = 'a' | 'b';

/**
 * Whether there is work on such an action for which the condition holds. Not by `exists`, which would be joined to all
 * actions instead of looked up for the few that are shown; and as a boolean, of which the planner expects that half hold.
 */
export function hasWork(sql: Connection, { orgId }: ReadScope, of: Of, condition: Fragment): Fragment {
  const [repo, number] = [sql.unsafe(`${of}.repo_id`), sql.unsafe(`${of}.number`)];
  return sql`coalesce((
    select true from action_work w
    where w.org_id = ${orgId} and w.repo_id = ${repo} and w.action_number = ${number} and ${condition}), false)`;
}

export const every = (sql: Connection, all: readonly Fragment[]): Fragment =>
  all.reduce((sum, one) => sql`${sum} and ${one}`, sql`true`);

/** What a filter asks of an action itself. */
export function conditions(sql: Connection, filter: QueueFilter, of: Of): Fragment {
  const { kinds, categories, severities } = filter;
  const column = (name: string) => sql.unsafe(`${of}.${name}`);
  const all: Fragment[] = [sql`${column('open')} > 0`];
  if (kinds) all.push(sql`${column('kind')} = any(${kinds}::text[])`);
  if (categories) all.push(sql`${column('category')} = any(${categories}::text[])`);
  if (severities) all.push(sql`${column('severity')} = any(${severities}::smallint[])`);
  return every(sql, [...all, inSla(sql, filter, of)]);
}

/** What a filter asks of the dates that the SLA gives. */
function inSla(sql: Connection, { sla }: QueueFilter, of: Of): Fragment {
  if (!sla) return sql`true`;
  const [due, risk] = [sql.unsafe(`${of}.due_at`), sql.unsafe(`${of}.at_risk_at`)];
  switch (sla.which) {
    case 'overdue':
      return sql`${due} < ${sla.now}`;
    case 'at_risk':
      return sql`(${due} >= ${sla.now} and ${risk} <= ${sla.now})`;
  }
}

/** Up to so many are sorted sooner than the queue is walked until a page of them is found. */
export const FEW_DUE = 10_000;

/** Whether the filter is about dates that the SLA gives. */
export const asksForDue = ({ dueUntil, sla }: QueueFilter): boolean => dueUntil != null || sla != null;

/** What the index of due dates tells of it, of actions `a`. */
export function dueByIndex(sql: Connection, filter: QueueFilter): Fragment {
  const { dueUntil } = filter;
  return sql`(${inSla(sql, filter, 'a')} and ${dueUntil ? sql`a.due_at <= ${dueUntil}` : sql`true`})`;
}

/** What a filter asks of the work on an action, where most have none: that there is none that is otherwise. */
export function idle(sql: Connection, scope: ReadScope, { stages, whose }: QueueFilter, of: Of): Fragment {
  const excluded = stages ? STAGES.filter((stage) => !stages.includes(stage)) : [];
  const all: Fragment[] = [];
  if (excluded.length > 0) all.push(sql`not ${hasWork(sql, scope, of, sql`w.stage = any(${excluded}::text[])`)}`);
  if (whose === 'nobody') {
    all.push(sql`not ${hasWork(sql, scope, of, sql`(w.user_id is not null or w.team_id is not null)`)}`);
  }
  return every(sql, all);
}

/** What a filter asks of the work on an action, where only those that people work on can have it. */
export function worked(sql: Connection, { stages, whose }: QueueFilter): Fragment {
  const all: Fragment[] = [];
  if (stages) all.push(sql`w.stage = any(${stages}::text[])`);
  if (whose === 'nobody') all.push(sql`w.user_id is null and w.team_id is null`);
  else if (whose) all.push(sql`(w.user_id = any(${whose.people}::int[]) or w.team_id = any(${whose.teams}::int[]))`);
  return every(sql, all);
}

/** Due by the SLA, of actions `a`, whatever date a person set. */
export const isDueBySla = (sql: Connection, { dueUntil }: QueueFilter): Fragment =>
  dueUntil ? sql`a.due_at <= ${dueUntil}` : sql`true`;

/** Due by the SLA, and nobody has set another date. */
export function dueBySla(sql: Connection, scope: ReadScope, { dueUntil }: QueueFilter, of: Of): Fragment {
  if (!dueUntil) return sql`true`;
  const own = hasWork(sql, scope, of, sql`w.due_at is not null`);
  return sql`(${sql.unsafe(`${of}.due_at`)} <= ${dueUntil} and not ${own})`;
}

/** The same of thousands of actions `a`: these are compared with all such work at once. */
export function idleAmongFew(sql: Connection, { orgId }: ReadScope, filter: QueueFilter): Fragment {
  const { stages, whose, dueUntil } = filter;
  const excluded = stages ? STAGES.filter((stage) => !stages.includes(stage)) : [];
  const none = (condition: Fragment): Fragment => sql`(a.repo_id, a.number) not in (
    select w.repo_id, w.action_number from action_work w where w.org_id = ${orgId} and ${condition})`;
  const all: Fragment[] = [];
  if (excluded.length > 0) all.push(none(sql`w.stage = any(${excluded}::text[])`));
  if (whose === 'nobody') all.push(none(sql`(w.user_id is not null or w.team_id is not null)`));
  // A date that a person set stands in the place of the SLA's.
  if (dueUntil) all.push(none(sql`w.due_at is not null`));
  return every(sql, all);
}

/** Due by the date that a person has set. */
export const dueByPerson = (sql: Connection, { dueUntil }: QueueFilter): Fragment =>
  dueUntil ? sql`w.due_at <= ${dueUntil}` : sql`false`;

/** Due by the date that a person has set, else by the SLA. */
export function isDue(sql: Connection, scope: ReadScope, filter: QueueFilter, of: Of): Fragment {
  const { dueUntil } = filter;
  if (!dueUntil) return sql`true`;
  return sql`(${dueBySla(sql, scope, filter, of)} or ${hasWork(sql, scope, of, dueByPerson(sql, filter))})`;
}

const ASCII = /^[ -~]*$/;

/** Letters of ASCII are told apart by a quicker way than those of a language. */
export function titleLike(sql: Connection, { title }: QueueFilter, of: Of): Fragment {
  if (!title) return sql`true`;
  const quick = title.every((pattern) => ASCII.test(pattern)) ? ' collate "C"' : '';
  return sql`${sql.unsafe(`${of}.title${quick}`)} ilike all(${title}::text[])`;
}

/** More parts than these cost more to plan than they save to read. */
const FEW_PARTS = 3;

/** Conditions that hold for all that the filter asks for, each of which an index gives in the order of the queue. */
export function orderedParts(sql: Connection, { kinds, categories, severities }: QueueFilter): Fragment[] {
  const ofKinds = kinds ? [...new Set(kinds.flatMap((kind) => CATEGORIES_OF_KIND[kind]))] : null;
  const some = categories ?? ofKinds;
  const all = ofKinds && categories ? categories.filter((category) => ofKinds.includes(category)) : some;
  if (all !== null && all.length <= FEW_PARTS) return all.map((category) => sql`a.category = ${category}`);
  if (severities) return severities.map((severity) => sql`a.severity = ${severity}`);
  return all === null ? [sql`true`] : all.map((category) => sql`a.category = ${category}`);
}
