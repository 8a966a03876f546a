import { queryOptions } from '@tanstack/react-query';
import type { SlaView } from '#lib/contracts/sla.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const SLA = '/api/v1/sla';

export function slaQuery() {
  return queryOptions({
    queryKey: ['sla'] as const,
    queryFn: ({ signal }) => fetchJson<SlaView>(SLA, signal),
    staleTime: 60_000,
    retry: worthRetrying,
  });
}

export const saveSla = (sla: SlaView) => sendJson<SlaView>('PUT', SLA, sla);
