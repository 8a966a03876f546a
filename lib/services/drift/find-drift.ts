import { Readable } from 'node:stream';
import { findFileFacts, findKeptDrift, hasStreamOf } from '#db/queries/pipeline-drift.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { DRIFT_SCHEMA, type DriftFinding } from '#lib/domain/pipeline/drift-report/document.ts';
import { type StandingDrift, standingDrift } from '#lib/domain/pipeline/drift-report/standing-drift.ts';
import { DRIFT_SCANNER } from '#lib/scanners/plumbline-drift/id.ts';
import type { BoundSystem } from '#lib/system.ts';
import { deliverOwn } from '../upload/deliver-own.ts';

export interface FindDriftOptions {
  /** What is found is not queued: the demo's loader reads it itself. */
  demo?: boolean;
}

/**
 * Delivers as a report what changes of pipelines gave to somebody and still give. Safe to repeat: the same report a second time
 * changes nothing.
 * @returns the report's number; null where nothing was ever found
 */
export async function findDrift(
  system: BoundSystem,
  scope: RepositoryScope,
  { demo = false }: FindDriftOptions = {},
): Promise<number | null> {
  const repository = await findRepository(system.sql, scope);
  if (repository === null || repository.deletingAt !== null) return null;
  const files = await findFileFacts(system.sql, scope, repository.defaultBranch);
  const [newest] = files.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  if (newest === undefined) return null;
  const facts = new Map(files.map(({ name, facts: of }) => [name, of]));
  const [owner = ''] = repository.slug.split('/');
  const standing = standingDrift(await findKeptDrift(system.sql, scope), facts, owner);
  const pipeline = 'workflows';
  if (standing.length === 0 && !(await hasStreamOf(system.sql, scope, DRIFT_SCANNER))) return null;
  const at = newest.at.toISOString();
  const document = { schema: DRIFT_SCHEMA, as_of: at, findings: standing.map(findingOf) };
  const file = () => Readable.from([JSON.stringify(document)]);
  return deliverOwn(system, repository, { pipeline, scanner: DRIFT_SCANNER, file, at, demo });
}

const findingOf = ({ kind, path, job, what, reviewed, at }: StandingDrift): DriftFinding => ({
  ...{ kind, path, job, what, since: at.toISOString() },
  reviewed: reviewed === 'no' ? 'no' : 'unknown',
});
