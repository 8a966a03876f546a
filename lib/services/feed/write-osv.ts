import type { Transaction } from '#db/client.ts';
import type { FeedLoad } from '#db/queries/feed-loads.ts';
import { putOsv } from '#db/queries/osv-records.ts';
import { FeedError, type InvalidRows } from '#lib/feeds/contract.ts';
import { readOsv } from '#lib/feeds/osv.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';
import type { FactsWritten } from './write-facts.ts';

interface OsvFile {
  load: FeedLoad;
  source: ReportSource;
  invalid: InvalidRows;
}

/**
 * Adds the records of a file to those that are stored: other files hold other ecosystems, so that what a file lacks stays.
 * Each record replaces an older one of its id, never a newer one.
 * @throws FeedError when all of it is older than what is stored
 */
export async function writeOsv(
  tx: Transaction,
  { load, source, invalid }: OsvFile,
  now: Date,
): Promise<FactsWritten & { dataAt: Date | null; older: number }> {
  const written = { rows: 0, changed: 0, older: 0 };
  let newest = '';
  for await (const rows of readOsv(source, invalid, now)) {
    for (const { modified } of rows) if (modified > newest) newest = modified;
    const { changed, older } = await putOsv(tx, load, { load: load.id, forced: load.forced }, rows);
    written.rows += rows.length;
    written.changed += changed;
    written.older += older;
  }
  if (written.rows > 0 && written.older === written.rows) {
    const what = written.rows === 1 ? 'The record is' : `All ${written.rows} records are`;
    throw new FeedError(`${what} older than what is loaded already. Force it if you mean it.`);
  }
  return { ...written, dataAt: newest === '' ? null : new Date(newest) };
}
