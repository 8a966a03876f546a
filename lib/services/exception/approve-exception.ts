import { decideExceptions, findConditions, setConditions } from '#db/queries/exceptions-write.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionNote } from '#lib/contracts/exception.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { decideAbout } from './decide-about.ts';
import { noteException } from './note-exception.ts';
import { requireAhead } from './require-ahead.ts';
import { requireException } from './require-exception.ts';
import { settleDecisions } from './settle-decisions.ts';
import { tellExceptions } from './tell-exceptions.ts';
import { untilOf } from './until-of.ts';

/**
 * Puts an exception that was asked for into force, under the conditions of this moment.
 * @throws Fault not_found, forbidden (also for one's own request where two people must agree); conflict when it was decided
 *   meanwhile, or would have ended by now
 */
export async function approveException(ctx: Context, id: string, { note }: ExceptionNote): Promise<void> {
  const place = await requireException(ctx, id, 'exception:decide');
  await decideAbout(ctx, place, 'approve', async (at, exception) => {
    const { tx, scope, repository, now } = at;
    const { number, findingNumber, kind, expiresAt } = exception;
    requireAhead(expiresAt, now);
    const conditions = await findConditions(tx, scope, [findingNumber], repository.exposure);
    await setConditions(tx, scope, [{ number, conditions: conditions.get(findingNumber) ?? exception.conditions }]);
    await decideExceptions(tx, scope, [number], { state: 'in_force', by: actedBy(ctx), note });
    const changes = new Changes();
    await settleDecisions(at, changes, kind, [{ number: findingNumber, detail: { until: untilOf(expiresAt) } }]);
    await commit(at, changes, { upload: 0, ...causeOf(ctx) });
    await tellExceptions(at, 'exception_approved', [exception], { userId: ctx.userId });
    await noteException(ctx, at, 'exception.approved', exception, { asked_by: exception.requesterName, note });
  });
}
