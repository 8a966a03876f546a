import { uploadHref } from '#components/queries/addresses.ts';
import { usualWords } from '#components/shared/usual-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineFileView, PipelineScanner } from '#lib/contracts/pipeline.ts';
import { formatList } from '#lib/format.ts';

function State({ scanner: { silence, held_upload, last_success_at } }: { scanner: PipelineScanner }) {
  return (
    <>
      {silence === null ? null : (
        <StateBadge state="stale" className="h-auto min-h-[22px] whitespace-normal">
          Silent: {silence}
        </StateBadge>
      )}
      {held_upload === null ? null : (
        <TextLink href={uploadHref(held_upload)}>
          <StateBadge state="held" />
        </TextLink>
      )}
      {last_success_at === null ? <StateBadge state="unmeasured">No whole scan yet</StateBadge> : null}
    </>
  );
}

function Scanner({ scanner, isOther }: { scanner: PipelineScanner; isOther: boolean }) {
  const { last_success_at: success, last_report_at: report, interval } = scanner;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 border-b py-2 text-13">
      <div className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
        <span className="font-medium">{scanner.scanner}</span>
        {scanner.label === '' ? null : (
          <span className="text-faint">
            {' '}
            · <Breakable text={scanner.label} />
          </span>
        )}
        <p className="text-12 text-faint">
          {isOther ? `${scanner.pipeline} · ` : ''}
          {scanner.ref} · {formatList(scanner.categories.map((category) => CATEGORY_TITLE[category]))}
        </p>
      </div>
      <div className="flex flex-col items-start gap-1 text-12 text-soft sm:items-end">
        <span className="flex flex-wrap gap-x-3">
          <span>{usualWords(interval)}</span>
          {report === null ? null : (
            <span>
              last report <RelativeTime at={report} />
            </span>
          )}
          {success === null ? null : (
            <span>
              last whole scan <RelativeTime at={success} />
            </span>
          )}
        </span>
        <span className="flex flex-wrap gap-1.5">
          <State scanner={scanner} />
        </span>
      </div>
    </li>
  );
}

interface ScannersProps extends Pick<PipelineFileView, 'runs_of'> {
  scanners: readonly PipelineScanner[];
}

/** What reports where it counts, how often that is usual, and what is silent. */
export function Scanners({ scanners, runs_of }: ScannersProps) {
  if (scanners.length === 0) return <p className="border-t py-2 text-13 text-faint">No scanner reports of it.</p>;
  return (
    <ul className="border-t">
      {scanners.map((one) => (
        <Scanner
          key={`${one.scanner} ${one.pipeline} ${one.label} ${one.ref}`}
          scanner={one}
          isOther={one.pipeline !== runs_of}
        />
      ))}
    </ul>
  );
}
