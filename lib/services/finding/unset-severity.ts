import { deleteOverrides } from '#db/queries/severity-overrides.ts';
import type { Context } from '#lib/context.ts';
import { judgeSeverity } from '#lib/domain/finding/judge-severity.ts';
import { Fault } from '#lib/errors.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { changeFinding } from './change-finding.ts';
import { noteFinding } from './note-finding.ts';
import { overrideSeverity } from './override-severity.ts';
import { ratedFinding } from './rated-finding.ts';
import { requireFinding } from './require-finding.ts';

/**
 * Takes back the severity that a person set: it is what reports state again.
 * @throws Fault not_found, forbidden; conflict when nobody set one
 */
export async function unsetSeverity(ctx: Context, id: string): Promise<void> {
  const place = await requireFinding(ctx, id, 'finding:write');
  await changeFinding(ctx, place, async (at, finding) => {
    const rated = await ratedFinding(at, finding);
    if (rated.set === null) {
      throw new Fault('conflict', `Nobody set the severity of this finding: it is ${rated.reported} by its reports.`);
    }
    const refusal = judgeSeverity(rated, null, deciderOf(ctx, at.repository.fullName));
    if (refusal !== null) throw new Fault('forbidden', refusal, { denied: 'exception:decide' });
    await deleteOverrides(at.tx, at.scope, [finding.number]);
    const changes = new Changes();
    await overrideSeverity(at, changes, [finding], null);
    await commit(at, changes, { upload: 0, ...causeOf(ctx) });
    const detail = { from: rated.set.severity, to: rated.reported };
    await noteFinding(ctx, at, finding.number, 'finding.severity_unset', detail);
  });
}
