import type { InferSelectModel } from 'drizzle-orm';
import type { Role } from '#lib/domain/access/role.ts';
import type { MailState } from '#lib/domain/mail/mail.ts';
import type { Connection, Transaction } from '../client.ts';
import type { reportSchedules } from '../schema/report-schedule.ts';
import type { OrganizationScope } from './scope.ts';

export type ReportSchedule = InferSelectModel<typeof reportSchedules>;
export type NewSchedule = Omit<ReportSchedule, 'orgId' | 'id'>;

export async function listSchedules(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<(ReportSchedule & { changedByName: string | null })[]> {
  return sql<(ReportSchedule & { changedByName: string | null })[]>`
    select s.*, u.name as changed_by_name
    from report_schedules s left join users u on u.org_id = ${orgId} and u.id = s.changed_by
    where s.org_id = ${orgId} order by lower(s.name), s.id`;
}

/** The schedule, locked. */
export async function findScheduleToChange(
  tx: Transaction,
  { orgId }: OrganizationScope,
  id: number,
): Promise<ReportSchedule | null> {
  const [row] = await tx<ReportSchedule[]>`
    select * from report_schedules where org_id = ${orgId} and id = ${id} for update`;
  return row ?? null;
}

export async function countSchedules(sql: Connection, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from report_schedules where org_id = ${orgId}`;
  return row?.count ?? 0;
}

/** Null when the name is taken. */
export async function insertSchedule(
  tx: Transaction,
  { orgId }: OrganizationScope,
  one: NewSchedule,
): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    insert into report_schedules (org_id, slug, name, scope, period, day, hour, recipients, changed_by, changed_at)
    values (${orgId}, ${one.slug}, ${one.name}, ${one.scope}, ${one.period}, ${one.day}, ${one.hour},
      ${one.recipients}::int[], ${one.changedBy}, ${one.changedAt})
    on conflict (org_id, slug) do nothing returning id`;
  return row?.id ?? null;
}

/** False when another one has the name. */
export async function updateSchedule(
  tx: Transaction,
  { orgId }: OrganizationScope,
  id: number,
  one: NewSchedule,
): Promise<boolean> {
  const rows = await tx`
    update report_schedules set slug = ${one.slug}, name = ${one.name}, scope = ${one.scope}, period = ${one.period},
      day = ${one.day}, hour = ${one.hour}, recipients = ${one.recipients}::int[], changed_by = ${one.changedBy},
      changed_at = ${one.changedAt}
    where org_id = ${orgId} and id = ${id} and not exists (
      select 1 from report_schedules o where o.org_id = ${orgId} and o.slug = ${one.slug} and o.id <> ${id})
    returning 1`;
  return rows.length > 0;
}

export async function deleteSchedule(tx: Transaction, { orgId }: OrganizationScope, id: number): Promise<void> {
  await tx`delete from report_schedules where org_id = ${orgId} and id = ${id}`;
}

/** Somebody who was removed gets nothing more. */
export async function removeFromSchedules(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<void> {
  await tx`
    update report_schedules set recipients = array_remove(recipients, ${userId}::int)
    where org_id = ${orgId} and ${userId}::int = any(recipients)`;
}

export interface ReportReader {
  id: number;
  name: string;
  role: Role;
  /** Counts only. */
  minimal: boolean;
}

/** Those of some people who were not removed, by name. */
export async function findReportReaders(
  sql: Connection,
  { orgId }: OrganizationScope,
  ids: readonly number[],
): Promise<ReportReader[]> {
  if (ids.length === 0) return [];
  return sql<ReportReader[]>`
    select u.id, u.name, u.role, coalesce(p.minimal, false) as minimal
    from users u left join mail_preferences p on p.org_id = ${orgId} and p.user_id = u.id
    where u.org_id = ${orgId} and u.id = any(${[...ids]}::int[]) and u.removed_at is null
    order by lower(u.name), u.id`;
}

export interface SentReport {
  /** `report:3:2026-11:12` */
  key: string;
  name: string;
  state: MailState;
  createdAt: Date;
  sentAt: Date | null;
  lastAnswer: string | null;
}

/** Mails of reports, the newest first. */
export async function listSentReports(
  sql: Connection,
  { orgId }: OrganizationScope,
  limit: number,
): Promise<SentReport[]> {
  return sql<SentReport[]>`
    select m.key, u.name, m.state, m.created_at, m.sent_at, m.last_answer
    from mails m join users u on u.org_id = ${orgId} and u.id = m.user_id
    where m.org_id = ${orgId} and m.kind = 'report' order by m.id desc limit ${limit}`;
}
