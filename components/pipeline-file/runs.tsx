import { uploadHref } from '#components/queries/addresses.ts';
import { gatesHref } from '#components/queries/gates.ts';
import { uploadsHref } from '#components/queries/uploads.ts';
import { CiRun } from '#components/shared/ci-run.tsx';
import { credentialOf } from '#components/shared/credential.ts';
import { OUTCOME_WORDS } from '#components/shared/outcome-words.ts';
import { contradicts, VERDICT_WORDS } from '#components/shared/provenance-words.ts';
import { Effect } from '#components/shared/upload-effect.tsx';
import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineFileView, PipelineRun } from '#lib/contracts/pipeline.ts';
import { refWords } from '#lib/domain/stream/ref-words.ts';
import { NoReports } from './no-reports.tsx';
import { Part } from './part.tsx';
import { pipelineSectionHref } from './tabs.ts';

const gateWords = (outcome: PipelineRun['gate']): string => (outcome === null ? 'Not judged' : OUTCOME_WORDS[outcome]);

/** Each credential that delivered of it, once; of what came before they were kept it is not known. */
const deliverers = (reports: PipelineRun['reports']): string =>
  [...new Set(reports.map((report) => credentialOf(report.delivered_by) ?? 'not known who'))].join(', ');

type ReportView = PipelineRun['reports'][number];

function Report({ report, path }: { report: ReportView; path: string }) {
  const { id, pipeline, scanner, label, status, introduced, reopened, fixed, gate } = report;
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-1">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <TextLink quiet href={uploadHref(id)}>
          <Breakable text={scanner ?? 'not recognised'} />
        </TextLink>
        <span className="text-faint">
          {pipeline === path ? '' : ` · job ${pipeline.slice(path.length + 1)}`}
          {label === '' ? '' : ` · ${label}`}
        </span>
      </span>
      <span className="flex shrink-0 flex-wrap items-baseline gap-x-3 text-12 text-soft tabular-nums">
        {status === 'processed' ? null : <StateBadge state={status} />}
        {contradicts(report.provenance) ? <StateBadge state="failed">{VERDICT_WORDS.differs}</StateBadge> : null}
        <span>
          <Effect upload={report} value={introduced + reopened} changes={['introduced', 'reopened']} /> new
        </span>
        <span>
          <Effect upload={report} value={fixed} changes={['fixed']} /> fixed
        </span>
        <span>{gateWords(gate)}</span>
      </span>
    </li>
  );
}

function Run({ run: { run, at, ref, commit, gate, reports }, path }: { run: PipelineRun; path: string }) {
  return (
    <li className="border-b py-2 text-13">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-0.5">
        <h3 className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">
          <Breakable text={refWords(ref)} />
          {commit === null ? null : (
            <code className="font-mono font-normal text-12 text-faint"> {commit.slice(0, 12)}</code>
          )}
        </h3>
        <span className="flex shrink-0 items-center gap-2 text-12">
          {gate === 'fail' ? <StateBadge state="failed" /> : <span className="text-soft">{gateWords(gate)}</span>}
          <RelativeTime at={at} className="text-faint" />
        </span>
      </div>
      <p className="text-12 text-faint [overflow-wrap:anywhere]">
        {run === null ? 'the delivery named no run' : <CiRun run={run} before="run " />} · delivered by{' '}
        {deliverers(reports)}
      </p>
      <ul>
        {reports.map((report) => (
          <Report key={report.id} report={report} path={path} />
        ))}
      </ul>
    </li>
  );
}

/** The last runs: what each delivered, what that changed, and what the policy said. */
export function Runs({ view, runs }: { view: PipelineFileView; runs: readonly PipelineRun[] }) {
  const { repo, runs_of: pipeline } = view;
  const place = { repo, pipeline };
  if (runs.length === 0) return <NoReports {...view} />;
  return (
    <Part title="Last runs">
      <p className="mb-2 text-13 text-soft">
        New and fixed are what a report changed; – where its ref does not count or it did not take effect. Run, ref and
        commit are what the delivery said: what vouches for it is under{' '}
        <TextLink href={pipelineSectionHref(view.url, 'provenance')}>Provenance</TextLink>.
      </p>
      <ul className="border-t">
        {runs.map((run) => (
          <Run key={run.reports[0]?.id} run={run} path={view.path} />
        ))}
      </ul>
      <p className="flex flex-wrap gap-x-4 pt-2 text-12">
        <TextLink href={uploadsHref(place)}>Every report</TextLink>
        <TextLink href={gatesHref(place)}>Every gate</TextLink>
      </p>
    </Part>
  );
}
