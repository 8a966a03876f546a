'use client';

import { useQuery } from '@tanstack/react-query';
import { cadenceFiguresQuery } from '#components/queries/cadence.ts';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { CADENCE_DEFINITION } from '#lib/domain/stream/cadence.ts';
import { formatCount } from '#lib/format.ts';

/** How much is silent now, with what that means; the heat map is on a screen of its own. */
export function CadenceLine() {
  const { data } = useQuery(cadenceFiguresQuery(useScope()));
  if (data === undefined || data.total.value === 0) return null;
  const { streams, pipelines } = data.silent;
  const silent =
    streams === 0
      ? 'nothing is silent'
      : `${formatCount(streams, 'scanner')} of ${formatCount(pipelines, 'pipeline')} silent`;
  return (
    <div className="mt-8 text-13">
      <h3 className="font-semibold text-14">Cadence: {silent}</h3>
      <p className="mt-1 max-w-[75ch] text-soft">{CADENCE_DEFINITION}</p>
      <TextLink href="/coverage/cadence">Pipelines by category, as of now</TextLink>
    </div>
  );
}
