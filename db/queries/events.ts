import type { FindingEvent } from '#lib/domain/finding/event.ts';
import { bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { findingEvents } from '../schema/finding.ts';
import type { RepositoryScope } from './scope.ts';

/** Who or what caused an event, and when; upload 0: no upload. */
export interface EventCause {
  at: Date;
  upload: number;
  userId: number | null;
}

export async function insertEvents(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  cause: EventCause,
  events: readonly FindingEvent[],
): Promise<void> {
  const rows = events.map(({ number, kind, detail }) => ({ findingNumber: number, kind, detail }));
  await bulkInsert(tx, findingEvents, { orgId, repoId, ...cause }, rows);
}
