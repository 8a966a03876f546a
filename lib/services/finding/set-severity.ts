import { insertOverrides } from '#db/queries/severity-overrides.ts';
import type { Context } from '#lib/context.ts';
import type { SeverityChange } from '#lib/contracts/finding-people.ts';
import { judgeSeverity } from '#lib/domain/finding/judge-severity.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { maskText } from '#lib/domain/redaction/mask-text.ts';
import { Fault } from '#lib/errors.ts';
import { actedBy, deciderOf } from '#lib/views/exception/decider-of.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { changeFinding } from './change-finding.ts';
import { noteFinding } from './note-finding.ts';
import { overrideSeverity } from './override-severity.ts';
import { ratedFinding } from './rated-finding.ts';
import { requireFinding } from './require-finding.ts';

/**
 * Sets the severity of a finding, whatever reports state from now on: counts, due date, score and order follow at once.
 * What looks like a secret in the reason is masked.
 * @throws Fault not_found, forbidden; conflict when it has another severity than the caller saw
 */
export async function setSeverity(ctx: Context, id: string, { severity, reason, seen }: SeverityChange): Promise<void> {
  const place = await requireFinding(ctx, id, 'finding:write');
  const { text } = maskText(reason);
  await changeFinding(ctx, place, async (at, finding) => {
    const rated = await ratedFinding(at, finding);
    const before = rated.set?.severity ?? rated.reported;
    if (seen !== undefined && seen !== before) {
      const who = rated.by === null ? 'Its reports say so by now' : `${rated.by.name} set it`;
      throw new Fault('conflict', `The severity of this finding is ${before}: ${who}. Nothing was changed.`);
    }
    const refusal = judgeSeverity(rated, severity, deciderOf(ctx, at.repository.fullName));
    if (refusal !== null) throw new Fault('forbidden', refusal, { denied: 'exception:decide' });
    const { personId: setBy, kind: setterKind, name: setterName } = actedBy(ctx);
    const number = severityNumber(severity);
    await insertOverrides(at.tx, at.scope, [
      { findingNumber: finding.number, severity: number, reason: text, setAt: at.now, setBy, setterKind, setterName },
    ]);
    const changes = new Changes();
    await overrideSeverity(at, changes, [finding], number, { reason: text });
    await commit(at, changes, { upload: 0, ...causeOf(ctx) });
    const detail = { from: before, to: severity, reported: rated.reported, reason: text };
    await noteFinding(ctx, at, finding.number, 'finding.severity_set', detail);
  });
}
