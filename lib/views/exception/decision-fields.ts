import type { Exception } from '#db/queries/exceptions-write.ts';
import type { ExceptionRow } from '#lib/contracts/exception.ts';
import { actorOf, someActor } from './actor-of.ts';

type Decided = Pick<
  Exception,
  | 'reason'
  | 'evidenceUrl'
  | 'requestedAt'
  | 'requesterKind'
  | 'requesterName'
  | 'requestedBy'
  | 'decidedAt'
  | 'deciderKind'
  | 'deciderName'
  | 'decidedBy'
  | 'decisionNote'
  | 'expiresAt'
  | 'endedAt'
  | 'enderKind'
  | 'enderName'
  | 'endedBy'
>;

/** What exceptions and rules of exceptions say alike: why, who asked and decided, when it ends. */
export function decisionFields(row: Decided) {
  return {
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
  } satisfies Partial<ExceptionRow>;
}
