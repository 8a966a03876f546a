import { uploadHref } from '#components/queries/addresses.ts';
import { OriginStatements } from '#components/shared/origin-statements.tsx';
import { boundsWords, provenWords, VERDICT_WORDS, verdictOf } from '#components/shared/provenance-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineFileView, PipelineRun } from '#lib/contracts/pipeline.ts';
import { refWords } from '#lib/domain/stream/ref-words.ts';
import { formatCount } from '#lib/format.ts';
import { NoReports } from './no-reports.tsx';
import { Part } from './part.tsx';
import { verdictsSentence, vouchersOf } from './vouchers.ts';

type Report = PipelineRun['reports'][number];

function Vouchers({ reports }: { reports: readonly Report[] }) {
  return (
    <ul className="border-t">
      {vouchersOf(reports).map(({ newest, count }) => {
        const bounds = boundsWords(newest.provenance);
        return (
          <li
            key={newest.id}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 border-b py-2 text-13"
          >
            <span className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
              {provenWords(newest.delivered_by)}
              {bounds === null ? null : <span className="block text-12 text-soft">{bounds}</span>}
            </span>
            <span className="shrink-0 text-12 text-faint">
              {formatCount(count, 'report')}, the last <RelativeTime at={newest.received_at} ago />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Stated({ report, repo }: { report: Report; repo: string }) {
  const { id, scanner, label, ref, commit, received_at } = report;
  const verdict = verdictOf(report.provenance);
  return (
    <li className="border-b py-2 text-13">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <span className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
          <TextLink quiet href={uploadHref(id)}>
            <Breakable text={scanner ?? 'not recognised'} />
          </TextLink>
          <span className="text-faint">
            {label === '' ? '' : ` · ${label}`} · {refWords(ref)}
            {commit === null ? '' : ` · ${commit.slice(0, 12)}`}
          </span>
        </span>
        <span className="flex shrink-0 flex-wrap items-center gap-x-3 text-12 text-soft">
          {verdict === 'differs' ? (
            <StateBadge state="failed">{VERDICT_WORDS.differs}</StateBadge>
          ) : (
            VERDICT_WORDS[verdict]
          )}
          <RelativeTime at={received_at} className="text-faint" />
        </span>
      </div>
      {verdict === 'differs' ? <OriginStatements upload={{ ...report, repo }} /> : null}
    </li>
  );
}

/** Who vouches for the last reports, what that proves, and whether what they say of themselves agrees with their delivery. */
export function Provenance({ view, runs }: { view: PipelineFileView; runs: readonly PipelineRun[] }) {
  const reports = runs.flatMap((run) => run.reports);
  if (reports.length === 0) {
    return <NoReports {...view} />;
  }
  return (
    <div className="flex flex-col gap-8">
      <Part title="Who vouches for its last reports">
        <Vouchers reports={reports} />
      </Part>
      <Part title="What they say of where they were made">
        <p className="mb-2 max-w-[75ch] text-13 text-soft">
          {verdictsSentence(reports)} Run, ref and commit are what each delivery said, and whoever delivers can write
          into a report what they like: what agrees is no proof, what differs is a sign. No signature, attestation or
          identity token of a CI platform is verified.
        </p>
        <ul className="border-t">
          {reports.map((report) => (
            <Stated key={report.id} report={report} repo={view.repo} />
          ))}
        </ul>
      </Part>
    </div>
  );
}
