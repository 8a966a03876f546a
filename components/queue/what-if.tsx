'use client';

import { useQuery } from '@tanstack/react-query';
import { whatIfQuery } from '#components/queries/actions.ts';
import { useOverall, useScope } from '#components/ui/scope.tsx';
import type { WhatIfView } from '#lib/contracts/what-if.ts';
import { formatEffort, formatNumber, formatSigned } from '#lib/format.ts';

/** The repository that gains most, where it gains anything that is seen. */
function mostOf({ repositories }: WhatIfView): string {
  const [first] = repositories;
  if (first === undefined || first.after - first.before < 0.05) return '';
  return `, ${formatSigned(first.after - first.before)} for ${first.repo.split('/').at(-1)}`;
}

/** What scores would be if the ticked fixes were done: `62.4 → 71.0 overall, +8.1 for web, about 14 h`. */
export function WhatIf({ ids }: { ids: readonly string[] }) {
  const scope = useScope();
  const overall = useOverall();
  const { data, error } = useQuery({ ...whatIfQuery(scope, ids), enabled: ids.length > 0 });
  if (error !== null)
    return <span className="text-13 sm:whitespace-nowrap text-soft max-sm:w-full">What it brings is not known</span>;
  if (data === undefined)
    return <span className="w-52 text-13 text-faint max-sm:w-full">Working out what it brings…</span>;
  const { organization, hours } = data;
  const scores =
    organization === null
      ? 'Nothing is measured yet'
      : `${formatNumber(organization.before, 1)} → ${formatNumber(organization.after, 1)} ${overall}`;
  return (
    <span className="text-13 sm:whitespace-nowrap tabular-nums max-sm:w-full">
      <span className="font-medium">{scores}</span>
      <span className="text-soft">
        {overall === 'here' ? '' : mostOf(data)}, about {formatEffort(hours)}
      </span>
    </span>
  );
}
