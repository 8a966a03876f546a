import { type ActedBy, type Exception, insertExceptions, type NewException } from '#db/queries/exceptions-write.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import type { Conditions } from '#lib/domain/decision/conditions.ts';
import type { RequesterKind } from '#lib/domain/decision/exception.ts';
import type { LockedRepository } from '../ledger/changes.ts';

export interface AskedException {
  kind: Exception['kind'];
  reason: string;
  evidenceUrl: string | null;
  expiresAt: Date | null;
}

export interface HowAdded {
  requester: Omit<ActedBy, 'kind'> & { kind: RequesterKind };
  /** Who put them into force; null: they wait for a decision. */
  decider: ActedBy | null;
  /** What they can be undone by together. */
  batch?: string;
  /** Id of the rule that made them. */
  rule?: number;
  /** Id of the document with the statement that they rest on. */
  statement?: number;
}

/** Writes exceptions of findings that have none that is alive, under the conditions of this moment. */
export async function writeExceptions(
  { tx, scope }: Pick<LockedRepository, 'tx' | 'scope'>,
  wanted: readonly { findingNumber: number; asked: AskedException; how: HowAdded }[],
  conditions: ReadonlyMap<number, Conditions>,
): Promise<NewException[]> {
  if (wanted.length === 0) return [];
  const first = await takeNumbers(tx, scope, 'exception', wanted.length);
  const rows = wanted.flatMap(({ findingNumber, asked, how }, index): NewException[] => {
    const rests = conditions.get(findingNumber);
    if (rests === undefined) return [];
    const { kind, reason, evidenceUrl, expiresAt } = asked;
    const { requester, decider, batch, rule, statement } = how;
    return [
      {
        ...{ kind, reason, evidenceUrl, expiresAt },
        ...{ number: first + index, findingNumber, conditions: rests },
        state: decider === null ? 'requested' : 'in_force',
        ...{ requestedAt: requester.at, requestedBy: requester.personId },
        ...{ requesterKind: requester.kind, requesterName: requester.name },
        ...{ decidedAt: decider?.at ?? null, decidedBy: decider?.personId ?? null },
        ...{ deciderKind: decider?.kind ?? null, deciderName: decider?.name ?? null, decisionNote: null },
        ...{ batch: batch ?? null, exceptionRule: rule ?? null, statementDocument: statement ?? null },
      },
    ];
  });
  await insertExceptions(tx, scope, rows);
  return rows;
}
