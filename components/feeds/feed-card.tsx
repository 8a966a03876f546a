'use client';

import type { ReactNode } from 'react';
import { Card, Facts } from '#components/ui/card.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { CalendarDay, ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import type { FeedLoadView, FeedView } from '#lib/contracts/feed.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { FeedActions } from './feed-actions.tsx';
import { FEED_WORDS, originOf, outcomeOf } from './words.ts';

function factsOf({ loaded, source, records }: FeedView): { name: string; value: ReactNode }[] {
  const fetched =
    source === null ? (
      <span className="text-faint">nowhere: somebody sends the file</span>
    ) : (
      <span>
        {source.host}, next <ExactTime at={source.next_at} />
      </span>
    );
  if (loaded === null) return [{ name: 'Fetched from', value: fetched }];
  return [
    { name: 'Data of', value: loaded.data_at === null ? 'not said' : <CalendarDay at={loaded.data_at} /> },
    {
      name: 'Loaded',
      value: (
        <span>
          <RelativeTime at={loaded.received_at} ago />, {originOf(loaded)}
        </span>
      ),
    },
    ...(records === null ? [] : [{ name: 'Records', value: `${formatNumber(records)} in all` }]),
    { name: records === null ? 'Rows' : 'Last file', value: <Rows of={loaded} /> },
    { name: 'Fetched from', value: fetched },
  ];
}

const Rows = ({ of }: { of: FeedLoadView }) => (
  <span>
    {formatNumber(of.rows)}
    {of.kind === 'osv' ? ` ${of.rows === 1 ? 'record' : 'records'}` : null}
    {of.older === 0 ? null : (
      <span className="block text-12 text-soft">{formatNumber(of.older)} older than what is loaded</span>
    )}
    {of.invalid === 0 ? null : (
      <details className="text-12 text-soft">
        <summary className="cursor-pointer">
          {formatCount(of.invalid, of.kind === 'osv' ? 'record' : 'row')} could not be read
        </summary>
        <ul className="mt-1 list-disc pl-4">
          {of.invalid_rows.map(({ position, reason }) => (
            <li key={position}>
              {position}: {reason}
            </li>
          ))}
        </ul>
      </details>
    )}
  </span>
);

/** What is wrong now: the newest file was refused, or the last fetch failed. What was loaded stays. */
function Trouble({ feed: { loads, source, loaded } }: { feed: FeedView }) {
  const [newest] = loads;
  const kept = loaded === null ? undefined : 'What was loaded before stays.';
  if (source?.error) {
    const title = `It could not be fetched from ${source.host}: ${source.error}`;
    return <ErrorPanel title={title} {...(kept === undefined ? {} : { kept })} className="mb-3" />;
  }
  if (newest?.status !== 'refused') return null;
  return <ErrorPanel title={outcomeOf(newest)} {...(kept === undefined ? {} : { kept })} className="mb-3" />;
}

function Loads({ loads }: { loads: readonly FeedLoadView[] }) {
  if (loads.length === 0) return null;
  return (
    <details className="mt-4 text-13">
      <summary className="cursor-pointer text-soft">The last {formatCount(loads.length, 'file')}</summary>
      <ul className="mt-2 divide-y">
        {loads.map((load) => (
          <li key={load.id} className="py-1.5">
            <ExactTime at={load.received_at} className="text-soft" />{' '}
            <span className="text-faint">{originOf(load)}</span>
            <p className="[overflow-wrap:anywhere]">
              {load.status === 'refused' ? <strong className="font-medium">Refused: </strong> : null}
              {outcomeOf(load)}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** One feed: what is loaded, of which day, from where, and what went wrong. */
export function FeedCard({ feed, mayChange }: { feed: FeedView; mayChange: boolean }) {
  const words = FEED_WORDS[feed.kind];
  return (
    <Card title={words.title} note={words.note}>
      <Trouble feed={feed} />
      {feed.loaded === null ? (
        <p className="mb-3 text-13">
          <strong className="font-medium">No {words.title} data is loaded</strong>: nothing is known of {words.knows} by
          it, which is not the same as none.
        </p>
      ) : null}
      <Facts items={factsOf(feed)} />
      {mayChange ? <FeedActions feed={feed} /> : null}
      <Loads loads={feed.loads} />
    </Card>
  );
}
