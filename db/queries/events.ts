import type { FindingEvent, FindingEventDetail, FindingEventKind } from '#lib/domain/finding/event.ts';
import { FINDING_ORIGINS } from '#lib/domain/finding/origin.ts';
import { bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { findingEvents } from '../schema/finding.ts';
import type { RepositoryScope } from './scope.ts';

/** Who or what caused an event, and when; upload 0: no upload. */
export interface EventCause {
  at: Date;
  upload: number;
  userId: number | null;
}

/**
 * Events of one upload, ordered by finding number, after number `after`. All have the time at which the upload was
 * processed, which selects the month's partition and the range of its primary key.
 * @public for notifications about an upload; its plan is tested in explain.test.ts
 */
export async function findUploadEvents(
  sql: Connection,
  scope: RepositoryScope,
  upload: { number: number; processedAt: Date },
  page: { after: number; limit: number },
): Promise<{ findingNumber: number; kind: FindingEventKind; detail: FindingEventDetail | null }[]> {
  return sql<{ findingNumber: number; kind: FindingEventKind; detail: FindingEventDetail | null }[]>`
    select finding_number, kind, detail from finding_events
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and at = ${upload.processedAt}::timestamptz
      and finding_number > ${page.after} and upload = ${upload.number}
    order by finding_number, kind limit ${page.limit}`;
}

/** The latest event of any of these findings, of those from `since` on: by the primary key, which ends near there. */
export async function findLatestEvent(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  since: Date,
): Promise<Date | null> {
  const [row] = await tx<{ at: Date | null }[]>`
    select max(at) as at from finding_events
    where org_id = ${orgId} and repo_id = ${repoId} and at >= ${since}::timestamptz
      and finding_number = any(${[...numbers]}::int[])`;
  return row?.at ?? null;
}

export async function insertEvents(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  cause: EventCause,
  events: readonly FindingEvent[],
): Promise<void> {
  const rows = events.map(({ number, kind, detail, origin }) => ({
    ...{ findingNumber: number, kind, detail },
    origin: origin === undefined ? null : FINDING_ORIGINS.indexOf(origin),
  }));
  await bulkInsert(tx, findingEvents, { orgId, repoId, ...cause }, rows);
}
