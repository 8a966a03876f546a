import type { Exception } from '#db/queries/exceptions-write.ts';
import type { ExceptionRow } from '#lib/contracts/exception.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { type Decider, judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { encodeId } from '#lib/ids.ts';
import { decisionFields } from './decision-fields.ts';

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
    ...decisionFields(row),
    end_reason: row.endReason,
    conditions: row.conditions,
    batch: row.batch,
    rule: row.exceptionRule,
    statement: row.statementDocument,
    may: { approve: may('approve'), refuse: may('refuse'), withdraw: may('withdraw'), extend: may('extend') },
  };
}
