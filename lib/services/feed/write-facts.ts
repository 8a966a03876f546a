import type { Transaction } from '#db/client.ts';
import {
  clearEpss,
  clearKev,
  putEpss,
  putKev,
  readEpssNames,
  readKevNames,
  type Written,
} from '#db/queries/exploitation.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import type { EpssRow, KevRow } from '#lib/domain/feed/rows.ts';
import type { OpenFeed } from '#lib/feeds/contract.ts';

interface Statements<Row> {
  put: (tx: Transaction, scope: OrganizationScope, load: number, rows: readonly Row[]) => Promise<Written>;
  names: (tx: Transaction, scope: OrganizationScope) => AsyncIterable<string[]>;
  clear: (tx: Transaction, scope: OrganizationScope, load: number, names: readonly string[]) => Promise<Written>;
}

const EPSS: Statements<EpssRow> = { put: putEpss, names: readEpssNames, clear: clearEpss };
const KEV: Statements<KevRow> = { put: putKev, names: readKevNames, clear: clearKev };

const CHUNK = 10_000;

export interface FactsWritten {
  rows: number;
  /** Vulnerabilities whose bucket changed. */
  changed: number;
}

export type At = OrganizationScope & { load: number };

export const writeEpss = (tx: Transaction, at: At, feed: OpenFeed<EpssRow>) => writeFacts(tx, at, feed, EPSS);
export const writeKev = (tx: Transaction, at: At, feed: OpenFeed<KevRow>) => writeFacts(tx, at, feed, KEV);

/** Makes what is stored equal to a file: writes what differs, and takes away what the file does not have any more. */
async function writeFacts<Row>(
  tx: Transaction,
  { load, ...scope }: At,
  feed: OpenFeed<Row>,
  { put, names, clear }: Statements<Row>,
): Promise<FactsWritten> {
  const written = { rows: 0, changed: 0 };
  for await (const rows of feed.rows) {
    written.rows += rows.length;
    written.changed += (await put(tx, scope, load, rows)).changed;
  }
  const gone: string[] = [];
  for await (const batch of names(tx, scope)) gone.push(...batch.filter((name) => !feed.has(name)));
  for (let from = 0; from < gone.length; from += CHUNK) {
    written.changed += (await clear(tx, scope, load, gone.slice(from, from + CHUNK))).changed;
  }
  return written;
}
