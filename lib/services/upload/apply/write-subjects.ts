import {
  findJudgedSubjects,
  speakAgain,
  writeJudgedSubjects,
  writePipelineChanges,
} from '#db/queries/judged-subjects.ts';
import {
  type JudgedSubject,
  type JudgedSubjects,
  type NextSubjects,
  nextSubjects,
} from '#lib/domain/judged/judged-subject.ts';
import { driftOf } from '#lib/domain/pipeline/drift.ts';
import { isOpenedDifferently, orderPathsOfOwner } from './order-paths-of-owner.ts';
import type { At, Part } from './parts.ts';

/** Writes what our own rules said of each thing that the report looked at, and what files of pipelines give beyond before. */
export async function writeSubjects({ tx, scope, upload, repository }: At, part: Part): Promise<void> {
  const { stream, subjects, report, gaps } = part;
  const of = { streamId: stream.id, upload: upload.number, at: upload.orderAt };
  if ('sameAsUpload' in report) return speakAgain(tx, scope, of, report.sameAsUpload);
  if (subjects === null) return;
  const closesNothing = !upload.complete || gaps.some((gap) => gap.scope === 'everything');
  const before = await findJudgedSubjects(tx, scope, stream.id);
  const next = nextSubjects(before, { ...subjects, closesNothing });
  await writeJudgedSubjects(tx, scope, of, next);
  if (stream.ref !== repository.defaultBranch) return;
  if (repository.kind !== 'system') await followWorkflows({ tx, repository }, before, next);
  if (before.length === 0) return;
  await writePipelineChanges(tx, scope, of, changesOf(before, { ...subjects, closesNothing }));
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
function changesOf(before: readonly JudgedSubject[], report: JudgedSubjects) {
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
