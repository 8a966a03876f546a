import { uploadHref } from '#components/queries/addresses.ts';
import { gatesHref } from '#components/queries/gates.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import { formatCount } from '#lib/format.ts';
import { RetireButton } from './retire-button.tsx';

type Stream = RepositoryView['streams'][number];

function Last({ stream }: { stream: Stream }) {
  if (stream.last_success_at === null) return <span className="text-faint">no whole scan yet</span>;
  // A report that came later and was not a whole scan; processing takes some seconds.
  const late = Date.parse(stream.last_report_at ?? '') - Date.parse(stream.last_success_at) > 60_000;
  return (
    <>
      <span>
        whole scan <RelativeTime at={stream.last_success_at} />
      </span>
      {late && stream.last_report_at !== null ? (
        <span>
          report <RelativeTime at={stream.last_report_at} />
        </span>
      ) : null}
    </>
  );
}

interface StreamsProps {
  streams: readonly Stream[];
  repo: string;
  mayRetire: boolean;
}

function StreamLine({ stream, repo, mayRetire }: { stream: Stream } & Omit<StreamsProps, 'streams'>) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 text-13">
      <span className="min-w-0 flex-1 basis-52">
        <span className="block font-medium [overflow-wrap:anywhere]">
          <Breakable text={stream.pipeline} /> · {stream.scanner}
          {stream.label === '' ? null : (
            <>
              {' · '}
              <Breakable text={stream.label} />
            </>
          )}
        </span>
        <span className="flex flex-wrap gap-x-2 text-12 text-faint">
          <code className="break-all font-mono">{stream.ref}</code>
          <TextLink href={gatesHref({ repo, pipeline: stream.pipeline })}>
            gates<span className="sr-only"> of {stream.pipeline}</span>
          </TextLink>
          {stream.tracked ? null : <Tag>not tracked</Tag>}
        </span>
      </span>
      {stream.held_upload === null ? null : (
        <TextLink href={uploadHref(stream.held_upload)}>
          <StateBadge state="held" />
        </TextLink>
      )}
      <span className="flex flex-wrap gap-x-3 text-12 text-soft sm:justify-end">
        {stream.retired_at === null ? (
          <>
            <span>{formatCount(stream.present, 'finding')}</span>
            <Last stream={stream} />
          </>
        ) : (
          <>
            <span className="break-words">by {stream.retired_by}</span>
            <RelativeTime at={stream.retired_at} />
          </>
        )}
      </span>
      {mayRetire && stream.retired_at === null ? <RetireButton repo={repo} stream={stream} /> : null}
    </li>
  );
}

function Lines({ streams, ...rest }: StreamsProps) {
  return (
    <ul className="border-t">
      {streams.map((stream) => (
        <StreamLine key={stream.id} stream={stream} {...rest} />
      ))}
    </ul>
  );
}

/** Streams that do not count now: there can be hundreds, so only their number is shown at first. */
function Folded({ title, streams, ...rest }: StreamsProps & { title: string }) {
  if (streams.length === 0) return null;
  return (
    <details className="border-b">
      <summary className="cursor-pointer py-2 text-13 text-soft hover:text-ink">{title}</summary>
      <Lines streams={streams} {...rest} />
    </details>
  );
}

/** Of which refs the folded streams are: "12 of 3 other branches and refs". */
function otherRefs(streams: readonly Stream[]): string {
  const refs = new Set(streams.map((stream) => stream.ref)).size;
  return `${formatCount(streams.length, 'stream')} of ${formatCount(refs, 'other branch or ref', 'other branches and refs')}, not counted`;
}

/** The repository's streams with their current state: those that count first, those of other branches folded. */
export function Streams({ streams, ...rest }: StreamsProps) {
  const present = streams.filter((stream) => stream.retired_at === null);
  const retired = streams.filter((stream) => stream.retired_at !== null);
  const counted = present.filter((stream) => stream.tracked);
  const others = present.filter((stream) => !stream.tracked);
  return (
    <section aria-labelledby="streams" className="min-w-0">
      <h2 id="streams" className="mb-1 font-semibold text-14">
        Pipelines that report
      </h2>
      {streams.length === 0 ? <p className="text-13 text-soft">None yet.</p> : null}
      {streams.length > 0 && counted.length === 0 ? (
        <p className="border-b py-2 text-13 text-soft">None for the default branch or a tracked ref.</p>
      ) : null}
      {counted.length === 0 ? null : <Lines streams={counted} {...rest} />}
      <Folded title={otherRefs(others)} streams={others} {...rest} />
      <Folded title={`${formatCount(retired.length, 'stream')} retired`} streams={retired} {...rest} />
    </section>
  );
}
