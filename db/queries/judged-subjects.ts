import type { InferSelectModel } from 'drizzle-orm';
import type { JudgedSubject } from '#lib/domain/judged/judged-subject.ts';
import type { Drift } from '#lib/domain/pipeline/drift.ts';
import type { Reviewed } from '#lib/domain/pipeline/reviewed.ts';
import { asRecords, bulkInsert, Json } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { judgedSubjects, pipelineChanges } from '../schema/judged.ts';
import type { RepositoryScope } from './scope.ts';

type Row = InferSelectModel<typeof judgedSubjects>;

/** Which upload spoke of them, and when it was taken. */
export interface SpokenOf {
  streamId: number;
  upload: number;
  at: Date;
}

export async function findJudgedSubjects(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  streamId: number,
): Promise<JudgedSubject[]> {
  return tx<Pick<Row, 'kind' | 'name' | 'outcomes' | 'facts'>[]>`
    select kind, name, outcomes, facts from judged_subjects
    where org_id = ${orgId} and repo_id = ${repoId} and stream_id = ${streamId}`;
}

/** Writes what was looked at, in the place of what was known of it; `gone` is removed. */
export async function writeJudgedSubjects(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { streamId, upload, at }: SpokenOf,
  { items, gone }: { items: readonly JudgedSubject[]; gone: readonly string[] },
): Promise<void> {
  const rows = items.map(({ kind, name, outcomes, facts }) => ({
    ...{ orgId, repoId, streamId, kind, name, upload, at },
    outcomes: new Json(JSON.stringify(outcomes)),
    facts: facts === null ? null : new Json(JSON.stringify(facts)),
  }));
  const removed = tx`
    delete from judged_subjects
    where org_id = ${orgId} and repo_id = ${repoId} and stream_id = ${streamId} and name = any(${[...gone]}::text[])
      and (kind, name) not in (select * from unnest(${items.map(({ kind }) => kind)}::text[], ${items.map(({ name }) => name)}::text[]))`;
  const written = tx`
    insert into judged_subjects (org_id, repo_id, stream_id, kind, name, outcomes, facts, upload, at)
    select d.org_id, d.repo_id, d.stream_id, d.kind, d.name, d.outcomes, d.facts, d.upload, d.at
    from jsonb_populate_recordset(null::judged_subjects, ${asRecords(judgedSubjects, rows)}::text::jsonb) as d
    on conflict (org_id, repo_id, stream_id, kind, name)
      do update set outcomes = excluded.outcomes, facts = excluded.facts, upload = excluded.upload, at = excluded.at`;
  await Promise.all([removed, written]);
}

/** The same bytes came again: what the upload before said, this one says. */
export async function speakAgain(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { streamId, upload, at }: SpokenOf,
  before: number,
): Promise<void> {
  await tx`
    update judged_subjects set upload = ${upload}, at = ${at}
    where org_id = ${orgId} and repo_id = ${repoId} and stream_id = ${streamId} and upload = ${before}`;
}

export async function writePipelineChanges(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { upload, at, reviewed }: Pick<SpokenOf, 'upload' | 'at'> & { reviewed: Reviewed },
  changes: readonly (Drift & { path: string })[],
): Promise<void> {
  const rows = changes.map(({ path, kind, job, what }, place) => ({ place, path, kind, job, what }));
  await bulkInsert(tx, pipelineChanges, { orgId, repoId, upload, at, reviewed }, rows, { skipKnown: true });
}
