import { pathOf, repositoryHref } from '#components/queries/addresses.ts';
import { Delta } from '#components/ui/delta.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TodayView } from '#lib/contracts/posture.ts';
import { formatDay } from '#lib/format.ts';

type Change = TodayView['changes'][number];

function ChangeLine({ change }: { change: Change }) {
  return (
    <li className="grid grid-cols-[40px_minmax(0,1fr)] gap-x-3 border-b text-13 last:border-b-0">
      <span className="py-[3px] text-right">
        {change.points === null ? (
          <span className="text-12 text-faint">{change.kind === 'repository_added' ? 'new' : '–'}</span>
        ) : (
          <Delta value={change.points} look="signed" />
        )}
      </span>
      <span className="min-w-0">
        <TextLink quiet href={pathOf(change.url)} className="block break-words py-[3px]">
          {change.text}
        </TextLink>
        {change.repo === null ? null : (
          <TextLink quiet href={repositoryHref(change.repo)} className="block truncate py-1 text-12 text-faint">
            {change.repo}
          </TextLink>
        )}
      </span>
    </li>
  );
}

/** The largest changes of the week, each linked to what it is about. */
export function WhatMoved({
  changes,
  since,
  asOf,
}: {
  changes: readonly Change[];
  since: string | null;
  asOf: string;
}) {
  const span = since === null ? '' : `${formatDay(since)} → ${formatDay(asOf)}`;
  return (
    <section aria-labelledby="what-moved" className="min-w-0">
      <h2 id="what-moved" className="mb-2 font-semibold text-14">
        What moved it <span className="ml-1 font-normal text-12 text-faint">{span}</span>
      </h2>
      {changes.length === 0 ? (
        <p className="text-13 text-soft">
          {since === null
            ? 'Seven days ago there was no score. What moved it is shown once there is one to compare with.'
            : 'Nothing changed in this time.'}
        </p>
      ) : (
        <ul>
          {changes.map((change) => (
            <ChangeLine key={`${change.kind} ${change.url} ${change.at} ${change.text}`} change={change} />
          ))}
        </ul>
      )}
    </section>
  );
}
