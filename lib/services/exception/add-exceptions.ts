import { findConditions, type NewException } from '#db/queries/exceptions-write.ts';
import type { Changes, LockedRepository } from '../ledger/changes.ts';
import { settleDecisions } from './settle-decisions.ts';
import { untilOf } from './until-of.ts';
import { type AskedException, type HowAdded, writeExceptions } from './write-exceptions.ts';

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
  at: LockedRepository,
  findings: readonly number[],
  asked: AskedException,
  how: HowAdded,
): Promise<NewException[]> {
  const conditions = await findConditions(at.tx, at.scope, findings, at.repository.exposure);
  const wanted = findings.map((findingNumber) => ({ findingNumber, asked, how }));
  return writeExceptions(at, wanted, conditions);
}
