import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { asRecord, type Json } from '#lib/scanners/shared/text.ts';
import { openZip, type ZipReport } from '#lib/scanners/shared/zip.ts';

/** The member of an archive of a vendor's own files that says whose they are, and when they were made. */
export const MANIFEST = 'plumbline-inventory.json';

export interface InventoryHead {
  /** `schema`, `source`, `scope`, `collected_at`, `collector`; of a document also its sections, all of them empty. */
  head: Json;
  /** The vendor's own files; null for a document, which has everything in it. */
  files: ZipReport | null;
}

/** What an inventory says of itself, before it is known who reads it. */
export async function readHead(source: ReportSource): Promise<InventoryHead> {
  const magic = Buffer.from(await source.slice(0, Math.min(2, source.size))).toString('latin1');
  const files = magic === 'PK' ? await openZip(source) : null;
  const document = files === null ? source : await files.source(MANIFEST);
  const head = asRecord(await readJson(document, { cuts: [], passOver: ['sections{}'], onItem() {} }));
  if (head.schema !== 'inventory/v1')
    throw new ReportError('not an inventory: schema must be "inventory/v1"', 'schema');
  return { head, files };
}
