import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type FeedLoad, findFeedLoad } from '#db/queries/feed-loads.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { Fault } from '#lib/errors.ts';
import type { Harness } from '../testing.ts';
import { acceptFeed } from './accept-feed.ts';
import { loadFeed } from './load-feed.ts';

/** EPSS of a day: `[1, 0.62]` is CVE-2031-0001 with 62 %. */
export function epssOf(day: string, rows: readonly (readonly [cve: number, epss: number])[]): string {
  const lines = rows.map(([cve, epss]) => `${cveOf(cve)},${epss},${epss}`);
  return [`#model_version:v2025.03.14,score_date:${day}T00:00:00+0000`, 'cve,epss,percentile', ...lines, ''].join('\n');
}

export const cveOf = (number: number): string => `CVE-2031-${String(number).padStart(4, '0')}`;

/** KEV of a day, each entry due `due`. */
export function kevOf(day: string, cves: readonly number[], due = '2026-03-20'): string {
  const vulnerabilities = cves.map((cve) => ({ cveID: cveOf(cve), dateAdded: '2026-02-27', dueDate: due }));
  return JSON.stringify({ dateReleased: `${day}T00:00:00Z`, count: cves.length, vulnerabilities });
}

interface FakeRecord {
  id: string;
  aliases?: string[];
  affected?: object[];
  /** Day, by default that of most tests. */
  modified?: string;
  withdrawn?: boolean;
  database_specific?: { severity: string };
}

/** Records of OSV, one on each line. */
export function osvOf(records: readonly FakeRecord[]): string {
  const lines = records.map(({ modified = '2026-02-20', withdrawn = false, ...record }) => {
    const at = `${modified}T00:00:00Z`;
    return JSON.stringify({ ...record, modified: at, ...(withdrawn ? { withdrawn: at } : {}) });
  });
  return lines.join('\n');
}

/** Sends a file and reads it, as the worker would. */
export async function sendFeed(
  harness: Harness,
  kind: FeedKind,
  bytes: string | Uint8Array,
  force = false,
  way: 'upload' | 'demo' = 'upload',
): Promise<FeedLoad> {
  const data = Buffer.from(bytes);
  const { name: blob } = await harness.blobs.put(Readable.from([data]), [], harness.clock.now);
  const file = { blob, bytes: data.length, sha256: createHash('sha256').update(data).digest() };
  const { load } = await acceptFeed(harness.ctx, { kind, way, source: 'file', force, file });
  await loadFeed(harness, { orgId: load.orgId, load: load.id });
  const after = await findFeedLoad(harness.sql, load, load.id);
  if (after === null) throw new Fault('internal', 'the load is gone');
  return after;
}
