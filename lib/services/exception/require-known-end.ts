import type { Transaction } from '#db/client.ts';
import { type EntriesAbout, findLatestActor } from '#db/queries/audit-latest.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionExtension } from '#lib/contracts/exception.ts';
import { changedMeanwhile, type Extensible, isAsKnown } from '#lib/domain/decision/judge-extension.ts';
import { Fault } from '#lib/errors.ts';

/**
 * Of two people who give something another end at once, one wins.
 * @param found the end that it had before this request waited for its lock
 * @throws Fault conflict for the other, with who it was and what holds now
 */
export async function requireKnownEnd(
  ctx: Context,
  tx: Transaction,
  present: Extensible,
  { was }: ExceptionExtension,
  { found, entries }: { found: Date | null; entries: EntriesAbout },
): Promise<void> {
  const known = was === undefined ? found : was === null ? null : new Date(was);
  if (isAsKnown(present, known)) return;
  throw new Fault('conflict', changedMeanwhile(present, await findLatestActor(tx, ctx, entries)));
}
