import type { PipelineRun } from '#lib/contracts/pipeline.ts';
import type { UploadRowView } from '#lib/contracts/upload.ts';

type Report = UploadRowView;

/** What the policy said of a report; null where nothing settles it. */
function saidOf({ gate }: Report): PipelineRun['gate'] {
  return gate === null || gate.outcome === 'pending' ? null : gate.outcome;
}

/** What a run came to: what failed fails it; it passes only when all of its reports were judged. */
function gateOf(reports: readonly Report[]): PipelineRun['gate'] {
  const said = reports.map(saidOf);
  if (said.includes('fail')) return 'fail';
  if (said.includes(null)) return null;
  return said.includes('warn') ? 'warn' : 'pass';
}

function reportOf(report: Report): PipelineRun['reports'][number] {
  const { id, url, pipeline, label, scanner, status, counts, received_at, introduced, reopened, fixed } = report;
  const { ref, commit, delivered_by, provenance } = report;
  const changed = { introduced, reopened, fixed };
  const from = { ref, commit, delivered_by, provenance };
  return { id, url, pipeline, label, scanner, status, counts, received_at, ...changed, ...from, gate: saidOf(report) };
}

/** Jobs of one file deliver for pipelines of their own, `.gitlab-ci.yml#deploy`, and are of one run. */
const runKey = ({ id, pipeline, run }: Report): string =>
  JSON.stringify(run === null ? [id] : [pipeline.split('#', 1)[0], run.id, run.attempt]);

/**
 * Reports, newest first, by the run that delivered them. `more`: older ones follow, so the last run may have further ones: it is
 * left out, unless it is the only one.
 */
export function runsOf(reports: readonly Report[], more: boolean): PipelineRun[] {
  const runs = [...Map.groupBy(reports, runKey).values()].map((own) => ({
    ...{
      run: own[0]?.run ?? null,
      at: own[0]?.received_at ?? '',
      ref: own[0]?.ref ?? '',
      commit: own[0]?.commit ?? null,
    },
    ...{ gate: gateOf(own), reports: own.map(reportOf) },
  }));
  const last = runs.at(-1);
  return more && runs.length > 1 && last !== undefined && last.run !== null ? runs.slice(0, -1) : runs;
}
