import {
  type ActedBy,
  type Exception,
  findConditions,
  insertExceptions,
  type NewException,
} from '#db/queries/exceptions-write.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import type { Changes, LockedRepository } from '../ledger/changes.ts';
import { settleDecisions } from './settle-decisions.ts';
import { untilOf } from './until-of.ts';

export interface AskedException {
  kind: Exception['kind'];
  reason: string;
  evidenceUrl: string | null;
  expiresAt: Date | null;
}

export interface HowAdded {
  requester: ActedBy;
  /** Who put them into force; null: they wait for a decision. */
  decider: ActedBy | null;
  /** What they can be undone by together. */
  batch?: string;
  /** Id of the rule that made them. */
  rule?: number;
}

const CHUNK = 2000;

/** Adds exceptions of findings that have none that is alive. What follows is written when the ledger commits `changes`. */
export async function addExceptions(
  at: LockedRepository,
  changes: Changes,
  findings: readonly number[],
  asked: AskedException,
  how: HowAdded,
): Promise<NewException[]> {
  const added: NewException[] = [];
  for (let from = 0; from < findings.length; from += CHUNK) {
    added.push(...(await addChunk(at, findings.slice(from, from + CHUNK), asked, how)));
  }
  if (how.decider === null) {
    const detail = { decision: asked.kind, until: untilOf(asked.expiresAt) };
    changes.events.push(...findings.map((number) => ({ number, kind: 'exception_requested' as const, detail })));
    return added;
  }
  const detail = { until: untilOf(asked.expiresAt), ...(how.rule === undefined ? {} : { rule: how.rule }) };
  await settleDecisions(
    at,
    changes,
    asked.kind,
    findings.map((number) => ({ number, detail })),
  );
  return added;
}

async function addChunk(
  { tx, scope, repository }: LockedRepository,
  findings: readonly number[],
  asked: AskedException,
  { requester, decider, batch, rule }: HowAdded,
): Promise<NewException[]> {
  const conditions = await findConditions(tx, scope, findings, repository.exposure);
  const first = await takeNumbers(tx, scope, 'exception', findings.length);
  const rows = findings.flatMap((findingNumber, index): NewException[] => {
    const rests = conditions.get(findingNumber);
    if (rests === undefined) return [];
    return [
      {
        ...asked,
        ...{ number: first + index, findingNumber, conditions: rests },
        state: decider === null ? 'requested' : 'in_force',
        ...{ requestedAt: requester.at, requestedBy: requester.personId },
        ...{ requesterKind: requester.kind, requesterName: requester.name },
        ...{ decidedAt: decider?.at ?? null, decidedBy: decider?.personId ?? null },
        ...{ deciderKind: decider?.kind ?? null, deciderName: decider?.name ?? null, decisionNote: null },
        ...{ batch: batch ?? null, exceptionRule: rule ?? null },
      },
    ];
  });
  await insertExceptions(tx, scope, rows);
  return rows;
}
