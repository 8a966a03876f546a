import { pathOf } from '#components/queries/addresses.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TodayView } from '#lib/contracts/posture.ts';
import { formatNumber } from '#lib/format.ts';

type Silent = TodayView['silent'][number];

const keyOf = (one: Silent): string => `${one.repo} ${one.pipeline} ${one.scanner}`;

function Line({ one }: { one: Silent }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 text-13">
      <StateBadge state="stale" />
      <p className="min-w-0 flex-1 basis-60 break-words text-soft">
        <TextLink quiet href={pathOf(one.url)} className="font-medium">
          {one.repo}
        </TextLink>{' '}
        <span className="text-ink">
          {one.pipeline} · {one.scanner}
        </span>{' '}
        {one.text}
      </p>
      <span className="text-12 text-faint">
        last report <RelativeTime at={one.last_report_at} />
      </span>
    </li>
  );
}

/** Entries shown at first; the others are behind a button. */
const SHOWN = 5;

/** Pipelines that stopped reporting: what they measured is growing old. */
export function GoneQuiet({ silent, total }: { silent: readonly Silent[]; total: number }) {
  if (silent.length === 0) return null;
  const rest = silent.slice(SHOWN);
  return (
    <section aria-labelledby="gone-quiet">
      <h2 id="gone-quiet" className="mb-1 font-semibold text-14">
        Gone quiet{' '}
        <TextLink href="/coverage/cadence?state=silent" className="ml-2 font-normal text-12">
          {total > silent.length ? `All ${formatNumber(total)}` : 'Cadence'}
        </TextLink>
      </h2>
      <ul className="border-t">
        {silent.slice(0, SHOWN).map((one) => (
          <Line key={keyOf(one)} one={one} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details className="group">
          <summary className="touch-target inline-block py-2 text-13 text-accent group-open:hidden">
            {rest.length} more
          </summary>
          <ul>
            {rest.map((one) => (
              <Line key={keyOf(one)} one={one} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
