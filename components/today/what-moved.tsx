import { pathOf, repositoryHref } from '#components/queries/addresses.ts';
import { Delta } from '#components/ui/delta.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TodayView } from '#lib/contracts/posture.ts';
import { formatDay } from '#lib/format.ts';

type Change = TodayView['changes'][number];

function ChangeLine({ change }: { change: Change }) {
  return (
    <li className="grid grid-cols-[40px_minmax(0,1fr)] gap-x-3 border-b text-13">
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
          <TextLink
            quiet
            href={repositoryHref(change.repo)}
            className="line-clamp-2 py-1 text-12 text-faint [overflow-wrap:anywhere]"
            title={change.repo}
          >
            {change.repo}
          </TextLink>
        )}
      </span>
    </li>
  );
}

function Changes({ view }: { view: TodayView }) {
  return (
    <ul>
      {view.changes.map((change) => (
        <ChangeLine key={`${change.kind} ${change.url} ${change.at} ${change.text}`} change={change} />
      ))}
      {view.change === null || view.changes.length === 0 ? null : (
        <li className="grid grid-cols-[40px_minmax(0,1fr)] gap-x-3 py-1.5 text-13">
          <span className="text-right">
            <Delta value={view.change.points} look="signed" />
          </span>
          <span className="font-medium">in all</span>
        </li>
      )}
    </ul>
  );
}

/** The largest changes of the week, each linked to what it is about, with the rest: together they are the change of the score. */
export function WhatMoved({ view }: { view: TodayView }) {
  const since = view.change?.since ?? null;
  const isQuiet = view.changes.length === 0 && (view.change?.points ?? 0) === 0;
  return (
    <section aria-labelledby="what-moved" className="min-w-0">
      <h2 id="what-moved" className="mb-2 font-semibold text-14">
        What moved it{' '}
        <span className="ml-1 font-normal text-12 text-faint">
          {since === null ? '' : `${formatDay(since)} → ${formatDay(view.as_of)}`}
        </span>
      </h2>
      {isQuiet ? (
        <p className="text-13 text-soft">
          {since === null
            ? 'Seven days ago there was no score. What moved it is shown once there is one to compare with.'
            : 'Nothing changed in this time.'}
        </p>
      ) : (
        <Changes view={view} />
      )}
    </section>
  );
}
