import { setActionWatches } from '#db/queries/action-watches.ts';
import { findAction } from '#db/queries/actions-read.ts';
import { keepSights } from '#db/queries/assignees.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { WatchActionBody } from '#lib/contracts/action-work.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { samePlaces } from '../action/same-places.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from '../user/require-person.ts';

/**
 * The signed-in person watches a fix from now on, or does not: what people do about it, and what happens to the findings
 * that it closes. With `everywhere` the same fix in all repositories that they see.
 * @throws Fault not_found; conflict for what ends by itself; forbidden for a token, which nobody could mail
 */
export async function watchAction(ctx: Context, id: string, body: WatchActionBody): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  if (decodeId('coverage', id) !== null) {
    throw new Fault('conflict', 'This ends by itself when a scanner reports: there is nothing to watch.');
  }
  const key = decodeId('action', id);
  const row = permit(ctx, 'finding:read', {
    what: 'action',
    row: key && (await findAction(ctx.sql, ctx.readScope, key)),
  });
  const { id: userId } = await requirePerson(ctx);
  const { watching, everywhere } = body;
  await inTransaction(ctx.sql, async (tx) => {
    await keepSights(tx, ctx);
    const places = [row, ...(everywhere ? await samePlaces(tx, ctx, row) : [])];
    const changed = await setActionWatches(tx, ctx, places, userId, { watching, now: ctx.now() });
    if (changed === 0) return;
    await writeAudit(tx, auditSource(ctx), {
      verb: watching ? 'action.watched' : 'action.unwatched',
      target: { kind: 'action', id, name: row.fullName },
      detail: places.length > 1 ? { repositories: places.map(({ fullName }) => fullName) } : {},
    });
  });
}
