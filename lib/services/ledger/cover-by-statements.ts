import { findByNumbers } from '#db/queries/findings-write.ts';
import type { StandingDecisions } from '#db/queries/standing-decisions.ts';
import { findStatedOpen } from '#db/queries/statements-match.ts';
import type { FindingEventKind } from '#lib/domain/finding/event.ts';
import { exceptByStatements } from '../exception/except-by-statements.ts';
import { findAdoptions } from '../statement/find-adoptions.ts';
import type { Changes, LockedRepository } from './changes.ts';
import { settleFindings } from './settle-findings.ts';

const CHUNK = 5000;

/** What may make a statement one about a finding that it was not about before. */
const MAY_MATCH: ReadonlySet<FindingEventKind> = new Set(['introduced', 'seen_on_branch', 'reopened', 'unsuppressed']);

/**
 * Adopts what trusted authors state about findings, in the transaction of the report that opens them, on a branch too, or
 * that tells of another version: nobody sees them open, and no gate counts them. To be called when states are settled,
 * after rules, which come first. Asks nothing where no author is trusted.
 */
export async function coverByStatements(
  at: LockedRepository,
  changes: Changes,
  { policy, trusted }: Pick<StandingDecisions, 'policy' | 'trusted'>,
): Promise<void> {
  if (trusted.length === 0) return;
  const opened = changes.events.filter(({ kind }) => MAY_MATCH.has(kind)).map(({ number }) => number);
  const asked = [...new Set([...opened, ...changes.restated])];
  const authors = trusted.map(({ name }) => name);
  for (let from = 0; from < asked.length; from += CHUNK) {
    const stated = await findStatedOpen(at.tx, at.scope, authors, { only: asked.slice(from, from + CHUNK) });
    const adoptions = await findAdoptions(at, stated, trusted);
    const decided = await exceptByStatements(at, changes, adoptions, policy);
    if (decided.length > 0) await settleFindings(at, changes, await findByNumbers(at.tx, at.scope, decided));
  }
}
