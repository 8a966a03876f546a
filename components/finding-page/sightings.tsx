import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import type { SightingView } from '#lib/contracts/finding-history.ts';
import { formatCount } from '#lib/format.ts';
import { MoreList } from './more-list.tsx';
import { Section } from './section.tsx';

/** `refs/heads/main` is `main` to people. */
function refName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags)\//, '');
}

function Row({ sighting: one }: { sighting: SightingView }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-13">
      <StateBadge state={one.present ? 'open' : 'fixed'}>{one.present ? 'Sees it' : 'Sees it no more'}</StateBadge>
      <span className="min-w-0 max-w-full break-words">
        <span className="font-medium">{one.scanner}</span>
        {one.label === '' ? null : <span className="text-soft"> ({one.label})</span>}{' '}
        <span className="text-soft">in</span> <span className="break-all font-mono text-12">{one.pipeline}</span>{' '}
        <span className="text-soft">on</span> <span className="break-all font-mono text-12">{refName(one.ref)}</span>
      </span>
      {one.tracked ? null : <Tag>not tracked</Tag>}
      <span className="ml-auto text-12 text-faint">
        {one.last_report_at === null ? (
          'no report yet'
        ) : (
          <>
            last report <RelativeTime at={one.last_report_at} />
          </>
        )}
      </span>
    </div>
  );
}

/** Which pipeline, scanner and ref still see it: the last one that stops closes it. */
export function Sightings({ sightings }: { sightings: readonly SightingView[] }) {
  if (sightings.length === 0) return null;
  const present = sightings.filter((one) => one.present).length;
  const note =
    present === 0
      ? 'nothing sees it any more'
      : `${formatCount(present, 'source')} still ${present === 1 ? 'sees' : 'see'} it`;
  return (
    <Section title="Seen by" note={note}>
      <MoreList
        items={[...sightings].sort((a, b) => Number(b.present) - Number(a.present))}
        limit={6}
        noun="sources"
        itemKey={(one, index) => `${index} ${one.pipeline} ${one.scanner} ${one.ref}`}
        render={(one) => <Row sighting={one} />}
        className="divide-y border-y"
      />
    </Section>
  );
}
