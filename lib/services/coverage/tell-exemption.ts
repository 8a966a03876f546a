import type { Exemption } from '#db/queries/exemptions.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import type { ExceptionNewsKind } from '../exception/tell-exceptions.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/** Tells those who are told of exceptions what became of an exemption. */
export async function tellExemption(
  { tx, scope, now }: Pick<LockedRepository, 'tx' | 'scope' | 'now'>,
  kind: ExceptionNewsKind,
  { category, expiresAt }: Pick<Exemption, 'category' | 'expiresAt'>,
  userId: number | null,
): Promise<void> {
  const about = { count: 1, decision: 'accepted', findings: [], reason: null, category } as const;
  const detail = { ...about, expiresAt: expiresAt.toISOString() };
  await insertOutbox(tx, scope, { at: now, upload: 0, userId, kind, detail });
}
