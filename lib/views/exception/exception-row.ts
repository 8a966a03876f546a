import type { Exception } from '#db/queries/exceptions-write.ts';
import type { ExceptionRow } from '#lib/contracts/exception.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { type Decider, judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { encodeId } from '#lib/ids.ts';
import { actorOf, someActor } from './actor-of.ts';

/** An exception as lists show it. `by`: the caller, whose buttons those of `may` are. */
export function exceptionRowOf(row: Exception, by: Decider, policy: ExceptionPolicy): ExceptionRow {
  const decidable = { ...row, decidedByName: row.deciderName, endedByName: row.enderName };
  const may = (act: Parameters<typeof judgeDecision>[0]): boolean =>
    (act === 'withdraw' || by.mayDecide) && judgeDecision(act, decidable, by, policy) === null;
  return {
    id: encodeId('exception', row),
    number: row.number,
    kind: row.kind,
    state: row.state,
    reason: row.reason,
    evidence_url: row.evidenceUrl,
    requested_at: row.requestedAt.toISOString(),
    requested_by: actorOf(row.requesterKind, row.requesterName, row.requestedBy),
    decided_at: row.decidedAt?.toISOString() ?? null,
    decided_by: someActor(row.deciderKind, row.deciderName, row.decidedBy),
    note: row.decisionNote,
    expires_at: row.expiresAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
    ended_by: someActor(row.enderKind, row.enderName, row.endedBy),
    end_reason: row.endReason,
    conditions: row.conditions,
    batch: row.batch,
    rule: row.exceptionRule,
    statement: row.statementDocument,
    may: { approve: may('approve'), refuse: may('refuse'), withdraw: may('withdraw'), extend: may('extend') },
  };
}
