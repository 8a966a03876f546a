import { decideExceptions } from '#db/queries/exceptions-write.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionNote } from '#lib/contracts/exception.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { decideAbout } from './decide-about.ts';
import { noteException } from './note-exception.ts';
import { requireException } from './require-exception.ts';
import { tellExceptions } from './tell-exceptions.ts';

/** Refuses an exception that was asked for. @throws Fault not_found, forbidden; conflict when it was decided meanwhile */
export async function refuseException(ctx: Context, id: string, { note }: ExceptionNote): Promise<void> {
  const place = await requireException(ctx, id, 'exception:decide');
  await decideAbout(ctx, place, 'refuse', async (at, exception) => {
    await decideExceptions(at.tx, at.scope, [exception.number], { state: 'refused', by: actedBy(ctx), note });
    const changes = new Changes();
    const detail = { decision: exception.kind };
    changes.events.push({ number: exception.findingNumber, kind: 'exception_refused', detail });
    await commit(at, changes, { upload: 0, ...causeOf(ctx) });
    await tellExceptions(at, 'exception_refused', [exception], { userId: ctx.userId });
    await noteException(ctx, at, 'exception.refused', exception, { asked_by: exception.requesterName, note });
  });
}
