import { findByNumbers } from '#db/queries/findings-write.ts';
import type { StandingDecisions } from '#db/queries/standing-decisions.ts';
import { findStatedOpen } from '#db/queries/statements-match.ts';
import { exceptByStatements } from '../exception/except-by-statements.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { findAdoptions } from './find-adoptions.ts';

const BATCH = 2000;

interface Trusting extends Pick<StandingDecisions, 'policy' | 'trusted'> {
  /** Number of the finding behind which to begin. */
  after: number;
}

/**
 * Adopts what trusted authors state about findings that are open already; those that open are looked at when they do
 * (`lib/services/ledger/cover-by-statements.ts`).
 * @returns the number of the finding behind which to go on; null when nothing is left
 */
export async function adoptTrusted(at: LockedRepository, { policy, trusted, after }: Trusting): Promise<number | null> {
  if (trusted.length === 0) return null;
  const { tx, scope } = at;
  const names = trusted.map(({ name }) => name);
  const findings = await findStatedOpen(tx, scope, names, { after, limit: BATCH });
  const adoptions = await findAdoptions(at, findings, trusted);
  if (adoptions.length > 0) {
    const changes = new Changes();
    const numbers = await exceptByStatements(at, changes, adoptions, policy);
    changes.touch(await findByNumbers(tx, scope, numbers));
    await commit(at, changes, { upload: 0, userId: null, byToken: null });
  }
  return findings.length === BATCH ? (findings.at(-1) ?? null) : null;
}
