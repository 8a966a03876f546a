'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import { ledgerQuery } from '#components/queries/ledger.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Delta } from '#components/ui/delta.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { LedgerView } from '#lib/contracts/ledger.ts';
import { ledgerHref } from '#lib/domain/ledger/ledger-href.ts';
import { dayBefore } from '#lib/domain/trend/buckets.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import type { TrendFilters } from './filters.ts';

const SHOWN = 4;

function Line({ mover }: { mover: LedgerView['movers'][number] }) {
  return (
    <li className="grid grid-cols-[48px_minmax(0,1fr)_auto] items-baseline gap-x-3 border-b py-1.5 text-13">
      <span className="text-right">
        <Delta value={mover.change} look="signed" />
      </span>
      <TextLink quiet href={repositoryHref(mover.repo)} className="min-w-0 [overflow-wrap:anywhere]">
        {mover.repo}
      </TextLink>
      <span className="whitespace-nowrap text-12 text-faint tabular-nums">
        {formatNumber(mover.from, 1)} → {formatNumber(mover.to, 1)}
      </span>
    </li>
  );
}

function List({ title, movers, isCut }: { title: string; movers: LedgerView['movers']; isCut: boolean }) {
  return (
    <div className="min-w-0">
      <h4 className="text-12 text-faint">{title}</h4>
      {movers.length === 0 ? (
        <p className="py-1.5 text-13 text-soft">{isCut ? 'None of those that moved it most' : 'None'}</p>
      ) : (
        <ul>
          {movers.slice(0, SHOWN).map((mover) => (
            <Line key={mover.repo} mover={mover} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Lists({ view, href }: { view: LedgerView; href: string }) {
  const up = view.movers.filter(({ points }) => points > 0);
  // Only those that moved it most are listed.
  const isCut = view.movers_total > view.movers.length;
  const down = view.movers.filter(({ points }) => points < 0);
  return (
    <>
      <div className="grid gap-y-4">
        <List title="Raised the score most" movers={up} isCut={isCut} />
        <List title="Lowered it most" movers={down} isCut={isCut} />
      </div>
      <p className="mt-3 text-12 text-soft">
        {formatCount(view.joined_total, 'repository', 'repositories')} joined and {formatNumber(view.left_total)} left
        in this time: they have nothing to be compared with.{' '}
        <TextLink href={href} className="underline">
          What moved the score
        </TextLink>
      </p>
    </>
  );
}

/** Which repositories moved most in this time, like for like. */
export function Movers({ filters }: { filters: TrendFilters }) {
  const period = { from: dayBefore(filters.from), to: filters.to };
  const query = useQuery(ledgerQuery(useScope(), period));
  return (
    <section aria-labelledby="movers" className="min-w-0">
      <h3 id="movers" className="font-semibold text-14">
        Which repositories moved most
      </h3>
      <p className="mb-3 text-12 text-faint">
        <span className="font-medium text-soft">Movers.</span> Change of each repository’s own score between the two
        ends of this time, of those that counted at both, by what it moved the score of all by.
      </p>
      {query.data === undefined ? (
        <NotLoaded title="What moved could not be loaded" query={query}>
          <BlockSkeleton height={240} label="Loading what moved" />
        </NotLoaded>
      ) : (
        <Lists view={query.data} href={ledgerHref(period)} />
      )}
    </section>
  );
}
