import { findRulesOf } from '#db/queries/exceptions-read.ts';
import type { Exception } from '#db/queries/exceptions-write.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import type { EndReason } from '#lib/domain/decision/exception.ts';
import type { OutboxKind } from '#lib/domain/outbox/event.ts';
import { MOST_LISTED } from '#lib/domain/outbox/event.ts';
import type { LockedRepository } from '../ledger/changes.ts';

export type ExceptionNewsKind = Extract<OutboxKind, `exception_${string}`>;

/** Tells those who are told of events what became of exceptions: an entry for each kind and end. */
export async function tellExceptions(
  { tx, scope, now }: Pick<LockedRepository, 'tx' | 'scope' | 'now'>,
  kind: ExceptionNewsKind,
  exceptions: readonly Pick<Exception, 'findingNumber' | 'kind' | 'expiresAt'>[],
  by: { userId: number | null; upload?: number; reason?: EndReason | null },
): Promise<void> {
  const alike = Map.groupBy(exceptions, (one) => `${one.kind} ${one.expiresAt?.toISOString() ?? ''}`);
  for (const group of alike.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const numbers = group.map(({ findingNumber }) => findingNumber).slice(0, MOST_LISTED);
    const detail = {
      count: group.length,
      decision: first.kind,
      findings: await findRulesOf(tx, scope, numbers),
      expiresAt: first.expiresAt?.toISOString() ?? null,
      reason: by.reason ?? null,
    };
    await insertOutbox(tx, scope, { at: now, upload: by.upload ?? 0, userId: by.userId, kind, detail });
  }
}
