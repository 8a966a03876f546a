import type { Transaction } from '#db/client.ts';
import { type Difference, findDifferences } from '#db/queries/recount.ts';
import { findStoredCoverage } from '#db/queries/recount-coverage.ts';
import { isToFollow } from '#db/queries/recount-feeds.ts';
import { findStoredGains } from '#db/queries/recount-gains.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findStreams } from '#db/queries/streams.ts';
import { gainsOfMeasuring } from '#lib/domain/action/coverage.ts';
import { standingsOf, storedStandings } from '#lib/domain/coverage/standing.ts';
import { measuredOf } from '#lib/domain/score/coverage-gain.ts';
import { findFixDifferences, wordsOf } from './feed/find-fix-differences.ts';
import { computeLevels } from './privilege/compute-levels.ts';

const MOST = 100;

/** What is stored of a repository and differs from a recount; of fixes too, for which versions must be compared. */
export async function findAllDifferences(
  tx: Transaction,
  scope: RepositoryScope,
  repository: string,
): Promise<Difference[]> {
  return [
    ...(await findDifferences(tx, scope, repository)),
    ...(await fixesOf(tx, scope, repository)),
    ...(await gainsOf(tx, scope, repository)),
    ...(await coverageOf(tx, scope, repository)),
    ...(await levelsOf(tx, scope, repository)),
  ];
}

/** Points: stored with fewer digits than they are computed with. */
const TOLERANCE = 0.001;

async function gainsOf(tx: Transaction, scope: RepositoryScope, repository: string): Promise<Difference[]> {
  const row = await findStoredGains(tx, scope);
  if (row === null) return [];
  const counted = gainsOfMeasuring(measuredOf(row));
  const isSame =
    counted.length === row.coverageGains.length &&
    row.coverageGains.every((gain, index) => Math.abs(gain - (counted[index] ?? 0)) < TOLERANCE);
  const words = (gains: readonly number[]): string => gains.map((gain) => gain.toFixed(2)).join(' ');
  const both = { stored: words(row.coverageGains), counted: words(counted) };
  return isSame ? [] : [{ table: 'repository_state', scope: repository, column: 'coverage_gains', ...both }];
}

/** How categories stand, by the streams that are not retired. */
async function coverageOf(tx: Transaction, scope: RepositoryScope, repository: string): Promise<Difference[]> {
  const row = await findStoredCoverage(tx, scope);
  if (row === null) return [];
  const streams = (await findStreams(tx, scope)).filter((stream) => stream.retiredAt === null);
  const [stored, counted] = [
    row.coverage.join(' '),
    storedStandings(standingsOf(streams, row.kind, new Set(row.exempted))).join(' '),
  ];
  return stored === counted
    ? []
    : [{ table: 'repository_state', scope: repository, column: 'coverage', stored, counted }];
}

/** What principals of a system may do all in all, by what stands. */
async function levelsOf(tx: Transaction, scope: RepositoryScope, repository: string): Promise<Difference[]> {
  const found = (await computeLevels(tx, scope)).flatMap(({ stored, computed }) =>
    (['level', 'rights'] as const).flatMap((column): Difference[] => {
      if (stored[column] === computed[column]) return [];
      const both = { stored: String(stored[column]), counted: String(computed[column]) };
      return [{ table: 'privilege_principals', scope: `${repository} ${stored.number}`, column, ...both }];
    }),
  );
  return found.slice(0, MOST);
}

async function fixesOf(tx: Transaction, scope: RepositoryScope, repository: string): Promise<Difference[]> {
  if (await isToFollow(tx, scope)) return [];
  const differences = await findFixDifferences({ tx, scope }, null);
  return differences.slice(0, MOST).map(({ finding, fixes }) => {
    const at = { table: 'findings', scope: `${repository} ${finding.number}` };
    const [stored, counted] = [wordsOf(finding.fixedVersions), wordsOf(fixes)];
    return stored === counted
      ? { ...at, column: 'action_number', stored: finding.kind, counted: 'upgrade' }
      : { ...at, column: 'fixed_versions', stored, counted };
  });
}
