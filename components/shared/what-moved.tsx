'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import { ledgerQuery } from '#components/queries/ledger.ts';
import { Delta } from '#components/ui/delta.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { LedgerView } from '#lib/contracts/ledger.ts';
import { repositoryScope, withScope } from '#lib/contracts/scope-address.ts';
import { CAUSE_WORDS } from '#lib/domain/ledger/cause.ts';
import { type LedgerPeriod, ledgerHref } from '#lib/domain/ledger/ledger-href.ts';
import { formatCapital, formatCount, formatDay } from '#lib/format.ts';
import { NotLoaded } from './load-error.tsx';

const MOVERS = 3;
const LINE = 'grid grid-cols-[44px_minmax(0,1fr)] gap-x-3 text-13';

function Part({ part, href }: { part: LedgerView['parts'][number]; href: string }) {
  const count =
    part.findings > 0 ? formatCount(part.findings, 'finding') : formatCount(part.entries, 'entry', 'entries');
  return (
    <li className={`${LINE} border-b`}>
      <span className="py-[3px] text-right">
        <Delta value={part.shown} look="signed" />
      </span>
      <TextLink quiet href={href} className="block min-w-0 break-words py-[3px]" title={part.meaning}>
        {formatCapital(CAUSE_WORDS[part.cause])} <span className="text-12 text-faint">{count}</span>
      </TextLink>
    </li>
  );
}

function MovedMost({ movers }: { movers: LedgerView['movers'] }) {
  const most = movers.filter(({ points }) => Math.abs(points) >= 0.05).slice(0, MOVERS);
  if (most.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 text-12 text-faint">Most of it in</h3>
      <ul>
        {most.map(({ repo, points }) => (
          <li key={repo} className={LINE}>
            <span className="py-[3px] text-right">
              <Delta value={points} look="signed" />
            </span>
            <TextLink quiet href={repositoryHref(repo)} className="block min-w-0 py-[3px] [overflow-wrap:anywhere]">
              {repo}
            </TextLink>
          </li>
        ))}
      </ul>
    </>
  );
}

interface MovedProps {
  view: LedgerView;
  /** Of one repository, in which all of it is. */
  isOfOne: boolean;
  hrefOf: (cause?: LedgerView['parts'][number]['cause']) => string;
}

function Moved({ view, isOfOne, hrefOf }: MovedProps) {
  if (view.change === null) {
    return (
      <p className="text-13 text-soft">
        Seven days ago there was no score. What moved it is shown once there is one to compare with.
      </p>
    );
  }
  // What rounds to nothing is in the list behind it, and in no sum that is shown.
  const parts = view.parts.filter(({ shown }) => shown !== 0);
  return (
    <>
      {parts.length === 0 ? (
        <p className="mb-1 text-13 text-soft">Nothing moved it by a tenth of a point in this time.</p>
      ) : (
        <ul>
          {parts.map((part) => (
            <Part key={part.cause} part={part} href={hrefOf(part.cause)} />
          ))}
          <li className={`${LINE} py-1.5`}>
            <span className="text-right">
              <Delta value={view.change} look="signed" />
            </span>
            <span className="font-medium">in all</span>
          </li>
        </ul>
      )}
      {isOfOne ? null : <MovedMost movers={view.movers} />}
      <p className="mt-2 text-12">
        <TextLink href={hrefOf()}>Every entry</TextLink>
      </p>
    </>
  );
}

export interface WhatMovedProps {
  period: LedgerPeriod;
  /** Set on a repository's own page. */
  repo?: string | undefined;
}

/** What moved the score, cause by cause, each linked to its entries: together they are its change. */
export function WhatMoved({ period, repo }: WhatMovedProps) {
  const chosen = useScope();
  const own = repo === undefined ? null : repositoryScope(repo);
  const query = useQuery(ledgerQuery(own ?? chosen, period));
  const hrefOf: MovedProps['hrefOf'] = (cause) =>
    withScope(ledgerHref(period, cause === undefined ? null : { cause }), own);
  return (
    <section aria-labelledby="what-moved" className="min-w-0">
      <h2 id="what-moved" className="mb-2 font-semibold text-14">
        What moved it{' '}
        <span className="ml-1 font-normal text-12 text-faint">
          {formatDay(period.from)} → {formatDay(period.to)}
        </span>
      </h2>
      {query.data === undefined ? (
        <NotLoaded title="What moved it could not be loaded" query={query}>
          <BlockSkeleton height={160} label="Loading what moved it" />
        </NotLoaded>
      ) : (
        <Moved view={query.data} isOfOne={repo !== undefined} hrefOf={hrefOf} />
      )}
    </section>
  );
}
