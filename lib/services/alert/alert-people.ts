import type { Sql } from '#db/client.ts';
import {
  type DuePerson,
  deleteIdleReaders,
  findDuePeople,
  findPersonAlerts,
  findTeamAlertsOf,
  listAlertingOrganizations,
  moveReader,
  type PersonAlerts,
  startReader,
  type TeamAlerts,
} from '#db/queries/alerts.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findOutboxEnd, type OutboxEntry, readOutbox } from '#db/queries/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { canSomewhere } from '#lib/domain/access/access.ts';
import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import { alertItemOf } from '#lib/domain/alert/alert-item.ts';
import type { ToldItem } from '#lib/domain/alert/kept-alert.ts';
import { afterAlert } from '#lib/domain/alert/next-alert.ts';
import { isQuiet } from '#lib/domain/alert/quiet-hours.ts';
import type { DayZones } from '#lib/domain/calendar/day-zones.ts';
import { unsubscribeLinks } from '#lib/domain/mail/unsubscribe-links.ts';
import { unsubscribeToken } from '#lib/domain/mail/unsubscribe-token.ts';
import { placeAfter } from '#lib/domain/outbox/position.ts';
import { outboxKindsOf } from '#lib/domain/sink/outbox-kinds.ts';
import { encodeId } from '#lib/ids.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { findReadScope } from '../access/find-read-scope.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { drawAlert } from './draw-alert.ts';
import { dropDecided } from './drop-decided.ts';
import { noteDecided } from './note-decided.ts';

/** Entries of the outbox that one alert may be made of; more come with the next one. */
const BATCH = 2000;

/**
 * Mails everybody what they asked to be told of and has happened since their last alert: one mail for all of it, of what
 * they may see now. Nobody in quiet hours is mailed, and nobody whose last alert is too recent. What somebody was told of
 * and how far moves in one transaction, so that nothing is told twice. One person who fails keeps no other from being told.
 * @throws Error at the end, when anybody failed
 */
export async function alertPeople(system: System): Promise<void> {
  const now = system.now();
  let failed = 0;
  for (const orgId of await listAlertingOrganizations(system.systemSql)) {
    const bound = bindTo(system, orgId);
    await inTransaction(bound.sql, (tx) => deleteIdleReaders(tx, { orgId }));
    const due = await findDuePeople(bound.sql, { orgId }, now);
    if (due.length === 0) continue;
    const found = await findOrganization(bound.sql, orgId);
    const about = { orgId, organization: found?.name ?? '', zones: found?.dayZones ?? [] };
    for (const person of due) {
      try {
        await alertPerson(bound, about, person, now);
      } catch (error) {
        failed += 1;
        system.log.error({ err: error }, 'an alert could not be made');
      }
    }
  }
  if (failed > 0) throw new Error(`the alerts of ${failed} people could not be made`);
}

/** What a person asked for, of all repositories, or a team of theirs, of those that it owns. */
type Wish = Omit<TeamAlerts, 'repositories'> & Partial<Pick<TeamAlerts, 'repositories'>>;

async function alertPerson(
  system: BoundSystem,
  { orgId, organization, zones }: { orgId: number; organization: string; zones: DayZones },
  person: DuePerson,
  now: Date,
): Promise<void> {
  const { sql } = system;
  const { userId, timeZone, reader } = person;
  const end = await findOutboxEnd(sql);
  if (reader === null) return inTransaction(sql, (tx) => startReader(tx, { orgId }, userId, end));
  const own = await findPersonAlerts(sql, { orgId }, userId);
  const quiet = quietHoursOf(own);
  if (quiet !== null && isQuiet(now, quiet, timeZone)) return;
  const after = { transaction: reader.transaction, id: reader.entry };
  const asked = [...(own === null ? [] : [own]), ...(await findTeamAlertsOf(sql, { orgId }, userId))];
  const kinds = outboxKindsOf(asked.flatMap((wish) => wish.kinds));
  const entries = await readOutbox(sql, { orgId }, after, { kinds, limit: BATCH });
  const found = await itemsFor(sql, orgId, person, asked, entries);
  const { left, decided } = await dropDecided(sql, orgId, found);
  const to = placeAfter(after, { entries, limit: BATCH, end });
  const moved = { transaction: to.transaction, entry: to.id };
  if (left.length === 0) {
    await inTransaction(sql, async (tx) => {
      const isMine = await moveReader(tx, { orgId }, userId, reader, { ...reader, ...moved });
      if (isMine) await noteDecided(tx, orgId, { userId, now, decided });
    });
    return;
  }
  const waited = (item: { at: Date }): 'quiet_hours' | 'limit' | null => {
    if (quiet !== null && isQuiet(item.at, quiet, timeZone)) return 'quiet_hours';
    return reader.nextAt !== null && item.at < reader.nextAt ? 'limit' : null;
  };
  const { publicUrl } = system;
  const { page, headers } = unsubscribeLinks(
    publicUrl,
    unsubscribeToken(system.linkKey(), { orgId, userId, stops: 'alerts' }),
  );
  const recipient = { name: person.name, timeZone };
  const about = { organization, recipient, preferencesPath: '/account/alerts', unsubscribe: page };
  const told = left.map((one) => ({ ...one, waited: waited(one.item) }));
  const mail = await drawAlert({ about, told }, publicUrl);
  const repositories = [...new Set(told.map(({ repoId }) => repoId))];
  const last = told.at(-1)?.entry ?? 0;
  await inTransaction(sql, async (tx) => {
    if (!(await moveReader(tx, { orgId }, userId, reader, { ...moved, ...afterAlert(reader, now, zones) }))) return;
    const key = `alert:${userId}:${last}`;
    const madeOf = told.some(({ request }) => request !== null) ? { about, told } : null;
    await queueMail(tx, system, { orgId }, { ...mail, headers, key, kind: 'alert', userId, repositories, madeOf });
    await noteDecided(tx, orgId, { userId, now, decided });
  });
}

function quietHoursOf(own: PersonAlerts | null): { from: number; to: number } | null {
  return own === null || own.quietFrom === null || own.quietTo === null
    ? null
    : { from: own.quietFrom, to: own.quietTo };
}

/** What of the entries the person asked for, or one of their teams for what it owns, and may see now. */
async function itemsFor(
  sql: Sql,
  orgId: number,
  { userId, role }: DuePerson,
  asked: readonly Wish[],
  entries: readonly OutboxEntry[],
): Promise<ToldItem[]> {
  if (entries.length === 0) return [];
  const teamsOf = role === 'developer' ? userId : null;
  const scope = await findReadScope(sql, { kind: 'user', orgId, role, teamsOf });
  const mine = entries.filter((entry) => concerns({ userId, role, orgId }, entry));
  return mine.flatMap((entry) => itemFor(scope, asked, entry) ?? []);
}

/** A request is for those who may decide about it, and never for whoever made it. */
function concerns({ userId, role, orgId }: Pick<DuePerson, 'userId' | 'role'> & { orgId: number }, entry: OutboxEntry) {
  if (entry.kind !== 'exception_requested') return true;
  return entry.userId !== userId && canSomewhere({ kind: 'user', orgId, role }, 'exception:decide');
}

function itemFor(scope: ReadScope, asked: readonly Wish[], entry: OutboxEntry): ToldItem | null {
  const { repoId, fullName } = entry;
  if (repoId === null || fullName === null || !isVisible(scope, { orgId: entry.orgId, repoId })) return null;
  const uploadPath = (number: number) => `/ingest/${encodeId('upload', { repoId, number })}`;
  for (const { kinds, scoreDrop, repositories } of asked) {
    if (repositories?.includes(repoId) === false) continue;
    const item = alertItemOf(entry, { repository: fullName, uploadPath }, scoreDrop);
    if (item !== null && kinds.includes(item.kind)) return { item, repoId, entry: entry.id, request: requestOf(entry) };
  }
  return null;
}

/** What must still wait when it is told. */
function requestOf(entry: OutboxEntry): ToldItem['request'] {
  if (entry.kind !== 'exception_requested') return null;
  const { findings, count } = entry.detail;
  return { findings: findings.map(({ number, rule }) => ({ number, rule })), count };
}
