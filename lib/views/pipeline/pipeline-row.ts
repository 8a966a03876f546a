import type { PipelineFileRow } from '#db/queries/pipeline-files.ts';
import type { PipelineRow } from '#lib/contracts/pipeline.ts';
import type { JobFacts, TokenRights } from '#lib/domain/pipeline/facts.ts';
import { stagesOfFile } from '#lib/domain/pipeline/stage-controls.ts';
import { DEFAULT_FRESH_DAYS } from '#lib/domain/score/confidence.ts';
import { encodeId } from '#lib/ids.ts';

const DAY = 86_400_000;

export const isStale = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > DEFAULT_FRESH_DAYS * DAY;

export function pipelineRowOf(row: PipelineFileRow, now: Date): PipelineRow {
  const { repoId, fullName: repo, name: path, outcomes, facts, at, changes } = row;
  const states = Object.values(outcomes);
  const jobs = facts?.jobs ?? [];
  const search = new URLSearchParams({ repo, path }).toString().replaceAll('%2F', '/');
  return {
    id: `${encodeId('upload', { repoId, number: row.upload })}/${path}`,
    ...{ repo, path, kind: row.kind === 'gitlab' ? 'gitlab' : 'workflow' },
    stages: stagesOfFile(facts),
    jobs: jobs.length,
    production: [
      ...new Set(jobs.flatMap((job) => (job.production && job.environment !== null ? [job.environment] : []))),
    ],
    failing: states.filter((state) => state === 'fail').length,
    passing: states.filter((state) => state === 'pass').length,
    widest: widestOf(jobs),
    changes,
    read: facts !== null,
    at: at.toISOString(),
    stale: isStale(at, now),
    url: `/pipelines/file?${search}`,
  };
}

/** What weighs most when somebody else gets hold of the token. */
const WEIGHTS = ['contents', 'packages', 'id-token', 'actions', 'deployments', 'pull-requests'];

function widestOf(jobs: readonly JobFacts[]): string | null {
  const all: readonly TokenRights[] = jobs.map(({ permissions }) => permissions);
  if (all.includes('write-all')) return 'write-all';
  if (all.includes('unsaid')) return 'unsaid';
  const writes = new Set(
    all.flatMap((rights) =>
      typeof rights === 'string'
        ? []
        : Object.entries(rights).flatMap(([scope, right]) => (right === 'write' ? [scope] : [])),
    ),
  );
  const named = WEIGHTS.find((scope) => writes.has(scope)) ?? [...writes].sort()[0];
  return named === undefined ? null : `${named}: write`;
}
