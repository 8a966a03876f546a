'use client';

import { ChevronDown } from 'lucide-react';
import { PathText } from '#components/shared/place.tsx';
import type { EvidenceView } from '#lib/contracts/evidence.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { distinctLocations, type LocationView } from './code.ts';
import { CodeLink } from './code-link.tsx';
import { LocationCode } from './location-code.tsx';
import { MoreList } from './more-list.tsx';
import { Section } from './section.tsx';

function Name({ at }: { at: LocationView }) {
  return (
    <span className="min-w-0 flex-1">
      {at.path === null ? null : <PathText path={at.path} line={at.start_line} />}
      {at.label === null ? null : (
        <span className={at.path === null ? 'block break-all font-mono text-12' : 'block truncate text-12 text-faint'}>
          {at.label}
        </span>
      )}
      {at.path === null && at.label === null ? <span className="text-12 text-faint">no place reported</span> : null}
    </span>
  );
}

function Location({ at }: { at: LocationView }) {
  if (at.code === null) {
    return (
      <div className="flex min-h-9 items-center gap-3 py-1">
        <Name at={at} />
        <CodeLink href={at.code_url} />
      </div>
    );
  }
  return (
    <details className="group">
      <summary className="flex min-h-9 list-none items-center gap-2 rounded-control py-1 pr-1 hover:bg-side pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <Name at={at} />
        <ChevronDown aria-hidden className="size-4 shrink-0 text-faint transition-transform group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-1.5 pt-1 pb-3">
        <LocationCode at={at} />
        <CodeLink href={at.code_url} />
      </div>
    </details>
  );
}

/** How many there are, and how many of them a report's record keeps. */
function countWords(shown: number, evidence: readonly EvidenceView[]): string {
  const total = Math.max(shown, ...evidence.map((one) => one.locations_total));
  if (total === shown) return formatCount(shown, 'place');
  return `the first ${formatNumber(shown)} of ${formatNumber(total)} places`;
}

export function Locations({ evidence }: { evidence: readonly EvidenceView[] }) {
  const places = distinctLocations(evidence.flatMap((one) => one.locations));
  // A single location is shown at the top of the page already.
  if (places.length < 2) return null;
  return (
    <Section title="Where" note={countWords(places.length, evidence)}>
      <MoreList
        items={places}
        limit={10}
        noun="places"
        itemKey={(at, index) => `${index} ${at.path}`}
        render={(at) => <Location at={at} />}
        className="divide-y border-y"
      />
    </Section>
  );
}
