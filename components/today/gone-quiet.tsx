import { pathOf } from '#components/queries/addresses.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TodayView } from '#lib/contracts/posture.ts';

type Silent = TodayView['silent'][number];

const keyOf = (one: Silent): string => `${one.repo} ${one.pipeline} ${one.scanner}`;

/** Pipelines that stopped reporting: what they measured is growing old. */
export function GoneQuiet({ silent }: { silent: readonly Silent[] }) {
  if (silent.length === 0) return null;
  return (
    <section aria-labelledby="gone-quiet">
      <h2 id="gone-quiet" className="mb-1 font-semibold text-14">
        Gone quiet
      </h2>
      <ul className="border-t">
        {silent.map((one) => (
          <li key={keyOf(one)} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 text-13">
            <StateBadge state="stale" />
            <p className="min-w-0 flex-1 basis-60 break-words text-soft">
              <TextLink quiet href={pathOf(one.url)} className="font-medium">
                {one.repo} / {one.pipeline}
              </TextLink>{' '}
              {one.text}
            </p>
            <span className="text-12 text-faint">
              last report <RelativeTime at={one.last_report_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
