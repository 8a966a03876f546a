import { endExceptions } from '#db/queries/exceptions-write.ts';
import type { Context } from '#lib/context.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { decideAbout } from './decide-about.ts';
import { noteException } from './note-exception.ts';
import { requireException } from './require-exception.ts';
import { settleDecisions } from './settle-decisions.ts';
import { tellExceptions } from './tell-exceptions.ts';

/**
 * Takes an exception back, whether it waits or is in force: its finding is what reports say it is.
 * @throws Fault not_found; forbidden unless the caller asked for it or decides; conflict when it ended meanwhile
 */
export async function withdrawException(ctx: Context, id: string): Promise<void> {
  const place = await requireException(ctx, id, 'exception:request');
  await decideAbout(ctx, place, 'withdraw', async (at, exception) => {
    const { number, findingNumber, kind, state } = exception;
    await endExceptions(at.tx, at.scope, [number], { state: 'withdrawn', at: at.now, by: actedBy(ctx), reason: null });
    const changes = new Changes();
    if (state === 'in_force') {
      await settleDecisions(at, changes, null, [{ number: findingNumber, detail: { why: 'withdrawn' } }]);
    } else {
      changes.events.push({ number: findingNumber, kind: 'exception_withdrawn', detail: { decision: kind } });
    }
    await commit(at, changes, { upload: 0, ...causeOf(ctx) });
    await tellExceptions(at, 'exception_withdrawn', [exception], { userId: ctx.userId });
    await noteException(ctx, at, 'exception.withdrawn', exception, { was: state });
  });
}
