'use client';

import type { FindingFilters } from '#components/queries/findings.ts';
import { FacetGroup, type FacetOption } from '#components/ui/facet-group.tsx';
import { EPSS_FROM } from '#lib/domain/feed/exploit-from.ts';
import { NAMES, withFeed } from './filters.ts';
import type { ChangeFilters } from './use-filters.ts';
import { epssWords, KEV_WORD } from './words.ts';

const LEASTS: readonly number[] = [0.9, ...EPSS_FROM.map(([, from]) => from)];

const notCounted = (value: string, label: string): FacetOption => ({ value, label, count: null });

/** The least EPSS, and whether KEV lists it. An address may ask for any other least: it is offered then. */
export function FeedFacets({
  filters,
  onChange,
}: {
  filters: FindingFilters;
  onChange: (change: ChangeFilters) => void;
}) {
  const { kev, epss_min: least } = filters;
  const leasts = [...new Set([...LEASTS, ...(least === undefined ? [] : [least])])].sort((a, b) => b - a);
  return (
    <>
      <FacetGroup
        title={NAMES.epss_min}
        options={leasts.map((one) => notCounted(String(one), epssWords(one)))}
        selected={least === undefined ? [] : [String(least)]}
        onToggle={(value) => onChange((now) => withFeed(now, 'epss_min', value))}
      />
      <FacetGroup
        title={NAMES.kev}
        options={(['true', 'false'] as const).map((one) => notCounted(one, `${KEV_WORD[one]} by KEV`))}
        selected={kev === undefined ? [] : [kev]}
        onToggle={(value) => onChange((now) => withFeed(now, 'kev', value))}
      />
    </>
  );
}
