import { findDayZones } from '#db/queries/day-zones.ts';
import { findMailKeys } from '#db/queries/digest-recipients.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import {
  findReportReaders,
  listSchedules,
  type ReportReader,
  type ReportSchedule,
} from '#db/queries/report-schedules.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { latestZone } from '#lib/domain/calendar/day-zones.ts';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { type DueReport, dueReport } from '#lib/domain/report-schedule/due-report.ts';
import { reportHref } from '#lib/domain/report-schedule/report-href.ts';
import { Fault } from '#lib/errors.ts';
import { renderReport } from '#lib/mail/render/render-report.ts';
import type { BoundSystem } from '#lib/system.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { findReadScope } from '../access/find-read-scope.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { skipMail } from '../mail/skip-mail.ts';

interface Ordered {
  schedule: ReportSchedule;
  due: DueReport;
  reader: ReportReader;
  key: string;
}

/**
 * Makes the mails of scheduled reports that are due, one for each recipient and period: its key makes a second run change nothing.
 * Each tells the score of what its reader may see now, and leads to the report, which needs signing in.
 * `past`: made for the past, kept and never sent.
 * @throws Error at the end, when any failed
 */
export async function mailReports(system: BoundSystem, orgId: number, { past = false } = {}): Promise<void> {
  const failures: string[] = [];
  for (const one of await openReports(system, orgId)) {
    try {
      await mailReport(system, orgId, one, past);
    } catch (error) {
      failures.push(one.key);
      system.log.error({ err: error, orgId, key: one.key }, 'the mail of a report could not be made');
    }
  }
  if (failures.length > 0) throw new Error(`the mails of ${failures.length} reports could not be made`);
}

/** Those that are due and not made yet. */
async function openReports({ sql, now }: BoundSystem, orgId: number): Promise<Ordered[]> {
  const schedules = await listSchedules(sql, { orgId });
  if (schedules.length === 0) return [];
  const zone = latestZone(await findDayZones(sql, { orgId }));
  const all: Ordered[] = [];
  for (const schedule of schedules) {
    const due = dueReport(schedule, localTime(schedule.changedAt, zone), localTime(now(), zone));
    if (due === null) continue;
    for (const reader of await findReportReaders(sql, { orgId }, schedule.recipients)) {
      all.push({ schedule, due, reader, key: `report:${schedule.id}:${due.name}:${reader.id}` });
    }
  }
  const made = await findMailKeys(
    sql,
    { orgId },
    all.map(({ key }) => key),
  );
  return all.filter(({ key }) => !made.has(key));
}

async function mailReport(
  system: BoundSystem,
  orgId: number,
  { schedule, due, reader, key }: Ordered,
  past: boolean,
): Promise<void> {
  const { sql, publicUrl, now } = system;
  const about = await sightOf(await contextOf(system, orgId, reader), schedule.scope);
  if (about === null) {
    const why = 'Not sent: the person sees nothing of what the report is about.';
    return inTransaction(sql, (tx) =>
      skipMail(tx, { orgId }, { key, kind: 'report', userId: reader.id, why, now: now() }),
    );
  }
  const { from, to } = due;
  const ledger = await getLedger(about, ledgerParams.parse({ from, to }));
  const organization = (await findOrganization(sql, orgId))?.name ?? '';
  const score = { from: ledger.from.score, to: ledger.to.score, change: ledger.change };
  const mail = await renderReport({
    ...{ organization, schedule: schedule.name, due, score, minimal: reader.minimal },
    part: about.chosen?.name ?? null,
    address: publicUrl + withScope(reportHref(due), about.chosen?.text ?? null),
  });
  const { repositories } = about.readScope;
  await inTransaction(sql, async (tx) => {
    const told = { repositories: repositories === 'all' ? null : repositories, ...(past ? { at: now() } : {}) };
    await queueMail(tx, system, { orgId }, { ...mail, key, kind: 'report', userId: reader.id, ...told });
  });
}

/** The reader, who reads what they may read now. */
async function contextOf(system: BoundSystem, orgId: number, { id, name, role }: ReportReader): Promise<Context> {
  const principal = { kind: 'user', orgId, role, teamsOf: role === 'developer' ? id : null } as const;
  const readScope = await findReadScope(system.sql, principal);
  const credential = { kind: 'session', name, tokenId: null } as const;
  return { ...system, orgId, principal, readScope, userId: id, credential, source: null };
}

/** Null: nothing is left of it for the reader. */
async function sightOf(ctx: Context, scope: string | null): Promise<Context | null> {
  if (scope === null) return ctx.readScope.repositories.length === 0 ? null : ctx;
  try {
    const chosen = await chooseScope(ctx, scope);
    return chosen.readScope.repositories.length === 0 ? null : chosen;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
