import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { worldOf } from '#lib/domain/privilege/path/world.ts';
import { PATHS_SCHEMA } from '#lib/domain/privilege/path-report/document.ts';
import { findPaths } from '#lib/domain/privilege/path-report/find-paths.ts';
import { type EarlierPath, type PathChange, PathComparison } from '#lib/domain/privilege/path-report/path-changes.ts';
import type { PathReport } from '#lib/domain/privilege/path-report/path-report.ts';
import { isUnread } from '#lib/domain/privilege/path-report/unread-places.ts';
import { Work } from '#lib/domain/privilege/path-report/work.ts';
import {
  DOCUMENT_FILE,
  EARLIER_FILE,
  type PathsAnswer,
  type PathsRequest,
  REPORT_FILE,
  ROWS_FILE,
} from './protocol.ts';
import { readPicture } from './read-picture.ts';

/** What is stored of a report beside its rows. */
export interface StoredReport {
  sets: PathReport['sets'];
  cuts: [targetId: string, cut: unknown][];
  changes: readonly PathChange[];
  /** Keys of paths that stood, were not found, and may be there: what they rest on could not be read. */
  unread: readonly string[];
}

/** The paths of an inventory, written into the folder of the request. */
export async function computePaths(request: PathsRequest): Promise<PathsAnswer> {
  const { now, before, first, newSystems, production, folder } = request;
  const read = await readPicture(now, production, folder);
  const { scope, collectedAt, facts } = read;
  if (facts === null) return { kind: 'unusable', collectedAt, reason: read.reason ?? '' };
  const earlier = JSON.parse(await readFile(join(folder, EARLIER_FILE), 'utf8')) as EarlierPath[];
  const world = worldOf(facts);
  const comparison = new PathComparison(world, earlier, newSystems);
  const found = new Set<string>();
  const file = openSync(join(folder, ROWS_FILE), 'w', 0o600);
  const report = findPaths(world, {
    target: (target, paths) => comparison.see(target, paths),
    path: (row) => {
      found.add(row.key);
      writeSync(file, `${JSON.stringify(row)}\n`);
    },
  });
  closeSync(file);
  const hidden = (targetId: string) => isUnread(report.unread, targetId);
  const old = before === null || earlier.length === 0 ? null : await readPicture(before, production, folder);
  const stored: StoredReport = {
    sets: report.sets,
    cuts: [...report.cuts],
    changes: first ? [] : comparison.changes(old?.facts ?? null, hidden, new Work()),
    unread: earlier.filter(({ key, targetId }) => !found.has(key) && hidden(targetId)).map(({ key }) => key),
  };
  writeFileSync(join(folder, REPORT_FILE), JSON.stringify(stored), { mode: 0o600 });
  const { unread, findings } = report;
  const document = { schema: PATHS_SCHEMA, source: now.source, scope, collected_at: collectedAt, unread, findings };
  writeFileSync(join(folder, DOCUMENT_FILE), JSON.stringify(document), { mode: 0o600 });
  return { kind: 'done', collectedAt };
}
