import { uploadHref } from '#components/queries/addresses.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineChange, PipelineFileView } from '#lib/contracts/pipeline.ts';
import { changeTitle, reviewedSentence } from './words.ts';

const LINE = 'flex flex-wrap items-start justify-between gap-x-3 gap-y-0.5 border-b py-2 text-13';

interface DriftProps extends Pick<PipelineFileView, 'reviewed'> {
  drift: readonly PipelineChange[];
}

/** What the file gave to somebody that the one before it did not. */
export function Drift({ drift, reviewed }: DriftProps) {
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
