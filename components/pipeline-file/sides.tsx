import { uploadHref } from '#components/queries/addresses.ts';
import { gatesHref } from '#components/queries/gates.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineFileView } from '#lib/contracts/pipeline.ts';
import { refWords } from '#lib/domain/stream/ref-words.ts';
import { cadence, changeTitle, reviewedSentence } from './words.ts';

const LINE = 'flex flex-wrap items-start justify-between gap-x-3 gap-y-0.5 border-b py-2 text-13';

/** What the file gave to somebody that the one before it did not. */
export function Drift({ drift, reviewed }: Pick<PipelineFileView, 'drift' | 'reviewed'>) {
  return (
    <>
      <p className="mb-2 text-13 text-soft">{reviewedSentence(reviewed)}</p>
      {drift.length === 0 ? (
        <p className="border-t py-2 text-13 text-faint">
          Nothing was seen to change since the file was first delivered.
        </p>
      ) : (
        <ul className="border-t">
          {drift.map((change) => (
            <li key={`${change.at} ${change.kind} ${change.job} ${change.what}`} className={LINE}>
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                {changeTitle(change)}
                {change.what === '' ? null : (
                  <code className="block font-mono text-12 text-soft">
                    <Breakable text={change.what} />
                  </code>
                )}
                {change.job === null || change.job === '' ? null : (
                  <span className="text-12 text-faint">job {change.job}</span>
                )}
              </span>
              <TextLink href={uploadHref(change.upload)} className="shrink-0 text-12">
                <RelativeTime at={change.at} />
                <span className="sr-only">: the upload that showed it</span>
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const OUTCOMES = { pass: 'Passed', warn: 'Passed, with warnings', fail: 'Failed' } as const;

/** The last reports of the pipeline, as the policy judged them. */
export function Runs({ gates, repo }: Pick<PipelineFileView, 'gates' | 'repo'>) {
  if (gates.length === 0) return <p className="text-13 text-faint">No report of it was judged yet.</p>;
  return (
    <>
      <ul className="border-t">
        {gates.map((gate) => (
          <li key={gate.id} className={LINE}>
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <TextLink quiet href={uploadHref(gate.id)}>
                <Breakable text={refWords(gate.ref)} />
                {gate.run === null ? null : ` · run ${gate.run.id}`}
              </TextLink>
              <span className="block text-12 text-faint">
                {gate.scanner ?? 'no scanner named'}
                {gate.commit === null ? null : ` · ${gate.commit.slice(0, 12)}`}
              </span>
            </span>
            <span className="flex shrink-0 items-center gap-2 text-12">
              {gate.outcome === 'fail' ? <StateBadge state="failed" /> : OUTCOMES[gate.outcome]}
              <RelativeTime at={gate.at} className="text-faint" />
            </span>
          </li>
        ))}
      </ul>
      <p className="pt-2 text-12">
        <TextLink href={gatesHref({ repo })}>Every gate of {repo}</TextLink>
      </p>
    </>
  );
}

/** Which scanners report for the repository, and how often. */
export function Scanners({ scanners }: Pick<PipelineFileView, 'scanners'>) {
  if (scanners.length === 0) return <p className="text-13 text-faint">No scanner reports for it.</p>;
  return (
    <ul className="border-t">
      {scanners.map((one) => (
        <li key={`${one.scanner} ${one.pipeline} ${one.last_report_at}`} className={LINE}>
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {one.scanner}
            <span className="block text-12 text-faint">
              {one.pipeline}
              {cadence(one.interval) === null ? '' : ` · ${cadence(one.interval)}`}
            </span>
          </span>
          {one.last_success_at === null ? (
            <StateBadge state="unmeasured">No whole scan yet</StateBadge>
          ) : (
            <RelativeTime at={one.last_success_at} className="shrink-0 text-12 text-faint" />
          )}
        </li>
      ))}
    </ul>
  );
}
