import type { ExemptionRow } from '#db/queries/exemptions.ts';
import type { Context } from '#lib/context.ts';
import type { ExemptionView } from '#lib/contracts/exemption.ts';
import { can } from '#lib/domain/access/access.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { encodeId } from '#lib/ids.ts';
import { actorOf, someActor } from '#lib/views/exception/actor-of.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';

/** An exemption, and what the caller may do to it. */
export function exemptionViewOf(caller: Context, row: ExemptionRow, policy: ExceptionPolicy): ExemptionView {
  const decider = deciderOf(caller, row.fullName);
  const names = { decidedByName: row.deciderName, endedByName: row.enderName };
  const isAllowed = (act: 'approve' | 'refuse' | 'withdraw') =>
    judgeDecision(act, { ...row, ...names, what: 'exemption' }, decider, policy) === null;
  const mayAsk = can(caller.principal, 'exception:request', { orgId: caller.orgId, repoFullName: row.fullName });
  return {
    id: encodeId('exemption', { repoId: row.repoId, number: row.number }),
    repo: row.fullName,
    category: row.category,
    state: row.state,
    reason: row.reason,
    requested_at: row.requestedAt.toISOString(),
    requested_by: actorOf(row.requesterKind, row.requesterName, row.requestedBy),
    decided_at: row.decidedAt?.toISOString() ?? null,
    decided_by: someActor(row.deciderKind, row.deciderName, row.decidedBy),
    note: row.decisionNote,
    expires_at: row.expiresAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
    ended_by: someActor(row.enderKind, row.enderName, row.endedBy),
    may: {
      approve: decider.mayDecide && isAllowed('approve'),
      refuse: decider.mayDecide && isAllowed('refuse'),
      withdraw: mayAsk && isAllowed('withdraw'),
    },
  };
}
