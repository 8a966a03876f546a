'use client';

import { useQuery } from '@tanstack/react-query';
import { noiseQuery } from '#components/queries/noise.ts';
import { useFindingListHref } from '#components/shared/use-finding-list-href.ts';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { NoiseView } from '#lib/contracts/noise.ts';
import { formatNumber, formatPercent } from '#lib/format.ts';

const SHOWN = 8;

type Row = NoiseView['rules'][number];

function Line({ name, of, href }: { name: string; of: Omit<Row, 'rule'>; href: string }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 border-t py-2 text-13">
      <TextLink quiet href={href} className="min-w-0 [overflow-wrap:anywhere]">
        {name}
      </TextLink>
      <span className="text-soft tabular-nums">
        {formatPercent(of.share)} no problem{' '}
        <span className="text-12 text-faint">
          ({formatNumber(of.false_positives)} of {formatNumber(of.false_positives + of.real)})
        </span>
      </span>
    </li>
  );
}

/** How often scanners and rules were wrong, as far as somebody decided: where it pays to tune them. */
export function Noise() {
  const { data } = useQuery(noiseQuery(useScope()));
  const hrefOf = useFindingListHref();
  if (data === undefined || data.scanners.length === 0) return null;
  return (
    <section aria-labelledby="noise" className="mt-10">
      <h2 id="noise" className="font-semibold text-14">
        Noise
      </h2>
      <p className="mb-2 text-13 text-soft">
        The share of false positives among findings that were decided or fixed. A rule that is mostly wrong is worth
        tuning.
      </p>
      <div className="grid gap-x-10 lg:grid-cols-2">
        <ul aria-label="By scanner">
          {data.scanners.slice(0, SHOWN).map((row) => (
            <Line
              key={row.scanner}
              name={row.scanner}
              of={row}
              href={hrefOf(`state=false_positive&scanner=${encodeURIComponent(row.scanner)}`)}
            />
          ))}
        </ul>
        <ul aria-label="By rule">
          {data.rules.slice(0, SHOWN).map((row) => (
            <Line
              key={`${row.scanner} ${row.rule}`}
              name={row.rule}
              of={row}
              href={hrefOf(`state=false_positive&rule=${encodeURIComponent(row.rule)}`)}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}
