import type { FindingEventDetail, FindingEventKind } from '#lib/domain/finding/event.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export async function hasWatchers(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<boolean> {
  const [row] = await tx`
    select 1 from watches where org_id = ${orgId} and repo_id = ${repoId} and watching
    union all select 1 from action_work where org_id = ${orgId} and repo_id = ${repoId} and user_id is not null
    union all select 1 from action_watches where org_id = ${orgId} and repo_id = ${repoId} and watching limit 1`;
  return row !== undefined;
}

/**
 * Notes that something happened to findings for those who watch them or their fix, or have the work on it; who is noted already
 * is told of it with the rest. Nobody is told what they did.
 */
export async function insertNotices(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  { by, at, dueAt }: { by: number | null; at: Date; dueAt: Date },
): Promise<void> {
  await tx`
    insert into notices (org_id, repo_id, finding_number, user_id, since, due_at)
    select ${orgId}::int, ${repoId}::int, told.finding_number, told.user_id, ${at}::timestamptz, ${dueAt}::timestamptz from (
      select w.finding_number, w.user_id from watches w
      where w.org_id = ${orgId} and w.repo_id = ${repoId} and w.finding_number = any(${[...findings]}::int[]) and w.watching
      union
      select f.number, a.user_id from (
        select repo_id, action_number, user_id from action_work
        where org_id = ${orgId} and repo_id = ${repoId} and user_id is not null
        union select repo_id, action_number, user_id from action_watches
        where org_id = ${orgId} and repo_id = ${repoId} and watching) a
      join findings f on f.org_id = ${orgId} and f.repo_id = ${repoId} and f.action_number = a.action_number
        and f.number = any(${[...findings]}::int[])
      where not exists (
        select 1 from watches w where w.org_id = ${orgId} and w.repo_id = ${repoId} and w.finding_number = f.number
          and w.user_id = a.user_id and not w.watching)) told
    where told.user_id is distinct from ${by}::int
    on conflict (org_id, repo_id, finding_number, user_id) do nothing`;
}

/** Notes it for people who are mentioned. */
export async function insertMentioned(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  finding: number,
  people: readonly number[],
  { at, dueAt }: { at: Date; dueAt: Date },
): Promise<void> {
  await tx`
    insert into notices (org_id, repo_id, finding_number, user_id, since, due_at)
    select ${orgId}::int, ${repoId}::int, ${finding}::int, p.id, ${at}::timestamptz, ${dueAt}::timestamptz
    from unnest(${[...people]}::int[]) as p(id)
    on conflict (org_id, repo_id, finding_number, user_id) do nothing`;
}

/** People of an organization for whom a notice is due. */
export async function findNoticed(sql: Connection, { orgId }: OrganizationScope, now: Date): Promise<number[]> {
  const rows = await sql<{ userId: number }[]>`
    select user_id from notices where org_id = ${orgId} and due_at <= ${now}
    union select user_id from action_watches where org_id = ${orgId} and due_at <= ${now} order by user_id`;
  return rows.map(({ userId }) => userId);
}

export interface Notice {
  repoId: number;
  findingNumber: number;
  since: Date;
}

/** Takes all notices of a person: of two workers one gets them. */
export async function takeNotices(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<Notice[]> {
  return tx<Notice[]>`
    delete from notices where org_id = ${orgId} and user_id = ${userId}
    returning repo_id, finding_number, since`;
}

export interface NoticedFinding extends Notice {
  fullName: string;
}

/** The findings that these are about, where they still are. */
export async function findNoticedFindings(
  tx: Transaction,
  { orgId }: OrganizationScope,
  notices: readonly Notice[],
): Promise<NoticedFinding[]> {
  const [repoIds, numbers] = [notices.map(({ repoId }) => repoId), notices.map((one) => one.findingNumber)];
  const since = notices.map((one) => one.since.toISOString());
  return tx<NoticedFinding[]>`
    select n.repo_id, n.number as finding_number, n.since, r.full_name
    from unnest(${repoIds}::int[], ${numbers}::int[], ${since}::timestamptz[]) as n(repo_id, number, since)
    join findings f on f.org_id = ${orgId} and f.repo_id = n.repo_id and f.number = n.number
    join repositories r on r.org_id = ${orgId} and r.id = n.repo_id and r.deleting_at is null
    order by n.since, n.repo_id, n.number`;
}

interface ToldEvent {
  kind: FindingEventKind;
  detail: FindingEventDetail | null;
  at: Date;
  by: string | null;
}

/** What others did to a finding since then, the oldest first. */
export async function findToldEvents(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { finding, since, notBy, kinds }: { finding: number; since: Date; notBy: number; kinds: readonly string[] },
): Promise<ToldEvent[]> {
  return tx<ToldEvent[]>`
    select e.kind, e.detail, e.at, u.name as by from finding_events e
    left join users u on u.org_id = ${orgId} and u.id = e.user_id
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = ${finding} and e.at >= ${since}
      and e.user_id is distinct from ${notBy}::int and e.kind = any(${[...kinds]}::text[])
    order by e.at, e.kind limit 20`;
}

interface ToldComment {
  body: string;
  mentions: number[];
  at: Date;
  author: string;
}

/** What others said since then, or edited so that it mentions the person, the oldest first. */
export async function findToldComments(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { finding, since, notBy }: { finding: number; since: Date; notBy: number },
): Promise<ToldComment[]> {
  return tx<ToldComment[]>`
    select c.body, c.mentions, c.at, coalesce(u.name, c.author_name) as author from comments c
    left join users u on u.org_id = ${orgId} and u.id = c.author_id
    where c.org_id = ${orgId} and c.repo_id = ${repoId} and c.finding_number = ${finding} and c.deleted_at is null
      and (c.at >= ${since} or (c.edited_at >= ${since} and ${notBy} = any(c.mentions)))
      and c.author_id is distinct from ${notBy}::int
    order by c.number limit 20`;
}
