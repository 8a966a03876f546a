import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Json } from '#db/bulk.ts';
import type { Transaction } from '#db/client.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import {
  addPathSets,
  closePaths,
  dropUnusedPathSets,
  findOpenPaths,
  insertPathChanges,
  insertPaths,
  type NewPath,
  notePathsRead,
  notePathsUnread,
  type OpenPath,
  updatePaths,
  writePathRun,
} from '#db/queries/paths-write.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import type { PathInputs } from '#db/schema/path.ts';
import { inTransaction } from '#db/transaction.ts';
import type { PathRow } from '#lib/domain/privilege/path-report/path-report.ts';
import { pathRank } from '#lib/domain/privilege/path-report/stored-path.ts';
import type { BoundSystem } from '#lib/system.ts';
import { settleErasures } from '../privilege/settle-erasures.ts';
import type { StoredReport } from './apart/compute-paths.ts';
import { REPORT_FILE, ROWS_FILE } from './apart/protocol.ts';

interface Computed {
  /** Number of the inventory's upload. */
  upload: number;
  inputs: PathInputs;
  collectedAt: Date;
  folder: string;
  /** Ids of the systems that were joined, by name. */
  systems: ReadonlyMap<string, number>;
}

/** Rows that are written together. */
const BATCH = 2000;

type Content = Omit<NewPath, 'id' | 'since' | 'sinceAt'>;

/** Makes the stored paths of a system those that were computed: in one transaction, so that nobody sees half of them. */
export async function storePaths(system: BoundSystem, scope: RepositoryScope, computed: Computed): Promise<void> {
  const { upload, inputs, collectedAt, folder, systems } = computed;
  const report = JSON.parse(await readFile(join(folder, REPORT_FILE), 'utf8')) as StoredReport;
  await inTransaction(system.sql, async (tx) => {
    await lockRepository(tx, scope);
    const standing = new Map((await findOpenPaths(tx, scope)).map((path) => [path.key, path]));
    const at: At = { tx, scope, computed, standing, ids: new Map([...standing].map(([key, { id }]) => [key, id])) };
    const words = { sets: await setsOf(tx, scope, report), cuts: new Map(report.cuts), systems };
    let paths = 0;
    for await (const batch of batchesOf(join(folder, ROWS_FILE))) {
      await writeBatch(
        at,
        batch.map((row) => contentOf(row, words)),
      );
      paths += batch.length;
    }
    await settleMissing(at, report);
    const told = await writeChanges(at, report);
    await dropUnusedPathSets(tx, scope);
    const of = { upload, inputs, collectedAt, computedAt: system.now() };
    await writePathRun(tx, scope, { ...of, paths, problem: null, ...told });
    await settleErasures(tx, scope);
  });
}

interface At {
  tx: Transaction;
  scope: RepositoryScope;
  computed: Computed;
  /** Those that stand and were not met yet, by key. */
  standing: Map<string, OpenPath>;
  /** Of those that stand, and that are new. */
  ids: Map<string, number>;
}

/** New ones are added, others changed where they differ. */
async function writeBatch({ tx, scope, computed, standing, ids }: At, rows: readonly Content[]): Promise<void> {
  const fresh = rows.filter(({ key }) => !standing.has(key));
  const first = fresh.length === 0 ? 0 : await takeNumbers(tx, scope, 'path', fresh.length);
  for (const [place, { key }] of fresh.entries()) ids.set(key, first + place);
  const since = { since: computed.upload, sinceAt: computed.collectedAt };
  await insertPaths(
    tx,
    scope,
    fresh.map((row, place) => ({ ...row, ...since, id: first + place })),
  );
  const met = rows.flatMap((row) => {
    const stands = standing.get(row.key);
    standing.delete(row.key);
    return stands === undefined ? [] : [{ row, stands }];
  });
  const same = met.filter(({ row, stands }) => stands.hash.equals(row.hash));
  const changed = met.filter(({ row, stands }) => !stands.hash.equals(row.hash));
  await updatePaths(
    tx,
    scope,
    changed.map(({ row, stands }) => ({ ...row, id: stands.id })),
  );
  await notePathsRead(
    tx,
    scope,
    same.map(({ stands }) => stands.id),
  );
}

/** What was not met is gone, unless what it rests on could not be read. */
async function settleMissing({ tx, scope, computed, standing }: At, report: StoredReport): Promise<void> {
  const { upload, collectedAt } = computed;
  const unread = new Set(report.unread);
  const idsOf = (isKept: boolean) =>
    [...standing.values()].filter(({ key }) => unread.has(key) === isKept).map(({ id }) => id);
  await notePathsUnread(tx, scope, idsOf(true), upload);
  await closePaths(tx, scope, idsOf(false), { upload, at: collectedAt });
}

/** Ids of the sets that rows name by place. */
async function setsOf(tx: Transaction, scope: RepositoryScope, { sets }: StoredReport): Promise<SetIds> {
  const hashed = sets.map((members) => ({ members, hash: hashOf(JSON.stringify(members)) }));
  const ids = await addPathSets(tx, scope, hashed);
  return hashed.map(({ hash }) => ({ hash: hash.toString('hex'), id: ids.get(hash.toString('hex')) ?? 0 }));
}

type SetIds = readonly { hash: string; id: number }[];

interface Words {
  sets: SetIds;
  cuts: ReadonlyMap<string, unknown>;
  systems: ReadonlyMap<string, number>;
}

function contentOf(row: PathRow, { sets, cuts, systems }: Words): Content {
  const { key, pattern, severity, certainty, targetKind, targetId, targetName, because, ownersOnly } = row;
  const { alone, helped, steps, through, settings, evidence, unknown } = row;
  const cut = cuts.get(targetId) ?? null;
  const [aloneSet, helpedSet] = [sets[row.aloneSet], sets[row.helpedSet]];
  const detail = { alone, helped, steps, through, settings, evidence, unknown };
  const named = { key, pattern, severity, certainty, targetKind, targetId, targetName, because, ownersOnly };
  return {
    ...named,
    rank: pathRank(row),
    targetRepository: row.repository,
    targetSystem: row.system === null ? null : (systems.get(row.system) ?? null),
    ...{
      aloneCount: alone.count,
      helpedCount: helped.count,
      aloneSet: aloneSet?.id ?? 0,
      helpedSet: helpedSet?.id ?? 0,
    },
    detail: new Json(JSON.stringify(detail)),
    cut: cut === null ? null : new Json(JSON.stringify(cut)),
    hash: hashOf(JSON.stringify([named, row.repository, detail, cut, aloneSet?.hash, helpedSet?.hash])),
  };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}

async function* batchesOf(file: string): AsyncGenerator<PathRow[]> {
  let batch: PathRow[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    batch.push(JSON.parse(line) as PathRow);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function writeChanges(
  { tx, scope, computed: { upload, collectedAt }, ids }: At,
  { changes }: StoredReport,
): Promise<{ gained: number; lost: number }> {
  const rows = changes.flatMap(({ key, kind, count, people, because, joint }) => {
    const path = ids.get(key);
    if (path === undefined) return [];
    const sample = { count, sample: people };
    return [{ kind, path, upload, at: collectedAt, people: sample, because: [...because], joint }];
  });
  await insertPathChanges(tx, scope, rows);
  const gained = rows.filter(({ kind }) => kind === 'gained').length;
  return { gained, lost: rows.length - gained };
}
