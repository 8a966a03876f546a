import {
  findJudgedSubjects,
  speakAgain,
  writeJudgedSubjects,
  writePipelineChanges,
} from '#db/queries/judged-subjects.ts';
import { findRepositoryOutcomes } from '#db/queries/pipeline-files.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import {
  type JudgedSubject,
  type JudgedSubjects,
  type NextSubjects,
  nextSubjects,
} from '#lib/domain/judged/judged-subject.ts';
import type { PipelineDrift } from '#lib/domain/outbox/event.ts';
import { type Drift, driftOf } from '#lib/domain/pipeline/drift.ts';
import { isOfOthers } from '#lib/domain/pipeline/drift-report/standing-drift.ts';
import { type Reviewed, reviewedBy } from '#lib/domain/pipeline/reviewed.ts';
import { isOpenedDifferently, orderPathsOfOwner } from './order-paths-of-owner.ts';
import type { At, Part } from './parts.ts';

type PathDrift = Drift & { path: string };

/**
 * Writes what our own rules said of each thing that the report looked at, and what files of pipelines give beyond before.
 * @returns what is told of the latter; null: nothing
 */
export async function writeSubjects(at: At, part: Part): Promise<PipelineDrift | null> {
  const { tx, scope, upload, repository } = at;
  const { stream, subjects, report, gaps } = part;
  const of = { streamId: stream.id, upload: upload.number, at: upload.orderAt };
  if ('sameAsUpload' in report) {
    await speakAgain(tx, scope, of, report.sameAsUpload);
    return null;
  }
  if (subjects === null) return null;
  const closesNothing = !upload.complete || gaps.some((gap) => gap.scope === 'everything');
  const before = await findJudgedSubjects(tx, scope, stream.id);
  const next = nextSubjects(before, { ...subjects, closesNothing });
  await writeJudgedSubjects(tx, scope, of, next);
  if (stream.ref !== repository.defaultBranch) return null;
  if (repository.kind !== 'system') await followWorkflows({ tx, repository }, before, next);
  if (before.length === 0) return null;
  const seen = changesOf(before, { ...subjects, closesNothing });
  if (seen.length === 0) return null;
  const reviewed = await reviewedOf(at);
  // Another text alone is no change of what a pipeline may do: it matters where one person may write it.
  const changes = seen.filter(({ kind }) => kind !== 'edited' || reviewed === 'no');
  await writePipelineChanges(tx, scope, { ...of, reviewed }, changes);
  const [owner = ''] = repository.slug.split('/');
  return toldOf(changes, owner);
}

/** By the newest inventory of the system that the repository is in. */
async function reviewedOf({ tx, scope, repository, now }: At): Promise<Reviewed> {
  const system = await findRepositoryOutcomes(tx, wholeOrganization(scope.orgId), repository.slug);
  return reviewedBy(system, now);
}

function toldOf(seen: readonly PathDrift[], owner: string): PipelineDrift | null {
  const changes = seen.filter(({ kind, what }) => kind !== 'new_action' || isOfOthers(what, owner));
  const count = (kind: Drift['kind']): number => changes.filter((each) => each.kind === kind).length;
  const counts = {
    newActions: count('new_action'),
    widerPermissions: count('wider_permissions'),
    unreviewed: count('edited'),
  };
  const all = counts.newActions + counts.widerPermissions + counts.unreviewed;
  return all === 0 ? null : { count: all, ...counts };
}

/** What workflow files let in is a part of who reaches production. */
async function followWorkflows(
  { tx, repository }: Pick<At, 'tx' | 'repository'>,
  before: readonly JudgedSubject[],
  { items, gone }: NextSubjects,
): Promise<void> {
  const named = new Set([...items.map(({ name }) => name), ...gone]);
  const after = [...before.filter(({ name }) => !named.has(name)), ...items];
  if (isOpenedDifferently(before, after)) await orderPathsOfOwner(tx, repository);
}

/** Of files that a report speaks for; what came first is no change. */
function changesOf(before: readonly JudgedSubject[], report: JudgedSubjects): PathDrift[] {
  const known = new Map(before.map((each) => [each.name, each]));
  const { gone } = nextSubjects(before, report);
  const changed = report.items.flatMap(({ name, facts }) => {
    const was = known.get(name)?.facts ?? null;
    // A file that could not be read, now or before, is compared with the next one that can.
    if (facts === null || (was === null && known.has(name))) return [];
    return driftOf(was, facts).map((drift) => ({ ...drift, path: name }));
  });
  const removed = gone.flatMap((path) =>
    driftOf(known.get(path)?.facts ?? null, null).map((drift) => ({ ...drift, path })),
  );
  return [...changed, ...removed];
}
