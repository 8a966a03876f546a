import type { EffortKind, Experience } from '#lib/domain/action/effort.ts';
import type { Closing } from '#lib/domain/action/learn-effort.ts';
import { type BulkRow, bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { learnedEfforts } from '../schema/work.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

export type Efforts = ReadonlyMap<EffortKind, Experience>;

/** What is learned of the effort of each kind, for repositories of the demo, or for all others. */
export async function findEfforts(sql: Connection, { orgId }: OrganizationScope, demo: boolean): Promise<Efforts> {
  const rows = await sql<(Experience & { effortKind: EffortKind })[]>`
    select effort_kind, closings, median_hours, until from learned_efforts where org_id = ${orgId} and demo = ${demo}`;
  return new Map(rows.map(({ effortKind, ...experience }) => [effortKind, experience]));
}

/** What is learned of the effort of a row's kind; nulls: nothing. */
export interface LearnedColumns {
  learnedClosings: number | null;
  learnedHours: number | null;
  learnedUntil: Date | null;
}

export const LEARNED_COLUMNS = 'l.learned_closings, l.learned_hours, l.learned_until';

/** Joins `l` to actions `a` and their repositories `r`. */
export const learnedOf = (sql: Connection, { orgId }: OrganizationScope): Fragment => sql`left join lateral (
  select e.closings as learned_closings, e.median_hours as learned_hours, e.until as learned_until from learned_efforts e
  where e.org_id = ${orgId} and e.demo = r.demo and e.effort_kind = a.effort_kind limit 1) l on true`;

export function experienceOf({ learnedClosings, learnedHours, learnedUntil }: LearnedColumns): Experience | null {
  if (learnedClosings === null || learnedHours === null || learnedUntil === null) return null;
  return { closings: learnedClosings, medianHours: learnedHours, until: learnedUntil };
}

interface Window {
  since: Date;
  until: Date;
}

/** More closings than these, the newest, are not looked at. */
const MOST_CLOSINGS = 20_000;

/** Fixes that people claimed, and that scans verified within the window. */
export async function findClosings(
  sql: Connection,
  { orgId }: OrganizationScope,
  { since, until }: Window,
): Promise<(Closing & { demo: boolean })[]> {
  const rows = await sql<
    {
      demo: boolean;
      effortKind: EffortKind;
      hours: number;
      from: Date | null;
      to: Date | null;
      person: number | null;
    }[]
  >`
    select r.demo, e.detail ->> 'effortKind' as effort_kind, (e.detail ->> 'hours')::float8 as hours,
      (e.detail ->> 'from')::timestamptz as from, (e.detail ->> 'to')::timestamptz as to,
      case when e.detail -> 'assignee' ->> 'kind' = 'person' then (e.detail -> 'assignee' ->> 'id')::int end as person
    from action_events e join repositories r on r.org_id = e.org_id and r.id = e.repo_id
    where e.org_id = ${orgId} and r.org_id = ${orgId} and e.kind = 'verified' and e.at > ${since} and e.at <= ${until}
      and e.detail ->> 'hours' is not null
    order by e.at desc, e.repo_id, e.action_number limit ${MOST_CLOSINGS}`;
  return rows.map(({ demo, effortKind, hours, from, to, person }) => ({
    ...{ demo, effortKind, hours },
    span: from === null || to === null || person === null ? null : { from, to, person },
  }));
}

/** The window of which the organization has learned; null: nothing is learned. */
export async function findLearnedWindow(sql: Connection, { orgId }: OrganizationScope): Promise<Window | null> {
  const [row] = await sql<Window[]>`
    select since, until from learned_efforts where org_id = ${orgId} order by until desc limit 1`;
  return row ?? null;
}

export type LearnedEffort = Omit<BulkRow<typeof learnedEfforts>, 'orgId' | 'demo' | 'changedAt'>;

/** Puts these in the place of what was learned. `changed`: the kinds of which another number of hours counts from `now` on. */
export async function saveEfforts(
  tx: Transaction,
  { orgId }: OrganizationScope,
  demo: boolean,
  rows: readonly LearnedEffort[],
  { changed, now }: { changed: readonly EffortKind[]; now: Date },
): Promise<void> {
  const gone = await tx<{ effortKind: EffortKind; changedAt: Date }[]>`
    delete from learned_efforts where org_id = ${orgId} and demo = ${demo} returning effort_kind, changed_at`;
  const before = new Map(gone.map(({ effortKind, changedAt }) => [effortKind, changedAt]));
  const stored = rows.map((row) => ({
    ...row,
    changedAt: changed.includes(row.effortKind) ? now : (before.get(row.effortKind) ?? now),
  }));
  await bulkInsert(tx, learnedEfforts, { orgId, demo }, stored);
}

/** What was learned of the demo goes with it. */
export async function deleteDemoEfforts(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`delete from learned_efforts where org_id = ${orgId} and demo`;
}

/** Repositories with an open fix of a kind of which other hours count than when it was ranked. */
export async function findRankedBefore(sql: Connection, { orgId }: OrganizationScope): Promise<number[]> {
  const rows = await sql<{ repoId: number }[]>`
    select s.repo_id from repository_state s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${orgId} and r.org_id = ${orgId} and r.deleting_at is null and exists (
      select 1 from learned_efforts l join actions a on a.org_id = l.org_id and a.effort_kind = l.effort_kind
      where l.org_id = ${orgId} and l.demo = r.demo and l.changed_at > s.scored_at
        and a.org_id = s.org_id and a.repo_id = s.repo_id and a.open > 0)
    order by s.repo_id`;
  return rows.map(({ repoId }) => repoId);
}

/** Organizations that have not learned of this window, and have something to learn or to forget. */
export async function findOrganizationsToLearn(sql: Connection, { since, until }: Window): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select o.id from organizations o
    where not exists (select 1 from learned_efforts l where l.org_id = o.id and l.until >= ${until})
      and (exists (select 1 from learned_efforts l where l.org_id = o.id) or exists (
        select 1 from action_events e
        where e.org_id = o.id and e.kind = 'verified' and e.at > ${since} and e.at <= ${until}))
    order by o.id`;
  return rows.map(({ id }) => id);
}
