import { queryOptions } from '@tanstack/react-query';
import type { InventoryAnswer } from '#lib/contracts/inventory.ts';
import type { MappingView } from '#lib/contracts/inventory-mapping.ts';
import type { ReadSource } from '#lib/domain/privilege/inventory.ts';
import type { InventoryMapping, MappedSource } from '#lib/domain/privilege/inventory-mapping.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendForm, sendJson } from './send.ts';

const API = '/api/v1/inventories';
/** Seconds that the server keeps the answer back until the files are read. */
const WAIT = '30';

/** Which columns of a source's tables are which, as it was saved. */
export function mappingQuery(source: MappedSource) {
  return queryOptions({
    queryKey: ['inventories', 'mapping', source] as const,
    queryFn: ({ signal }) => fetchJson<MappingView>(`${API}/mapping?source=${source}`, signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export const saveMapping = (source: MappedSource, mapping: InventoryMapping) =>
  sendJson<MappingView>('PUT', `${API}/mapping?source=${source}`, { mapping });

/** A vendor's own files, each under the name by which it is known. */
export function deliverInventory(
  { source, system, mapping }: { source: ReadSource; system: string; mapping: InventoryMapping | null },
  files: readonly { name: string; file: File }[],
): Promise<InventoryAnswer> {
  const form = new FormData();
  if (mapping !== null) form.set('mapping', JSON.stringify(mapping));
  for (const { name, file } of files) form.append('file', file, name);
  return sendForm<InventoryAnswer>(`${API}?${new URLSearchParams({ source, system, wait: WAIT })}`, form);
}
