import { createHash } from 'node:crypto';
import { Json } from '#db/bulk.ts';
import {
  copyStream,
  type DescribedSighting,
  findDescribed,
  findStreamsAt,
  markStale,
  moveToStream,
  renameStream,
} from '#db/queries/rebase.ts';
import { repairStreams } from '#db/queries/repair.ts';
import type { Stream } from '#db/queries/streams.ts';
import { findUploadParts, type NewUploadPart, writeUploadParts } from '#db/queries/upload-parts.ts';
import { type Assignment, assignParts } from '#lib/domain/stream/assign-parts.ts';
import { countedGaps, storedGaps } from '#lib/domain/stream/witness.ts';
import { Changes } from '../../ledger/changes.ts';
import { commit } from '../../ledger/commit.ts';
import { incomingOf } from '../apply/incoming.ts';
import type { At, FreshReading } from '../apply/parts.ts';
import type { RecordFile } from '../apply/record-file.ts';
import type { ReadPart } from '../read/protocol.ts';
import { type Fresh, type Pair, pairParts } from './pair-parts.ts';
import { type RebasedFinding, writeRekeyed } from './write-rekeyed.ts';

/** Brings what a report left in its streams in line with a new reading of it. */
export async function writeRebase(at: At, reading: FreshReading, records: RecordFile): Promise<void> {
  const { tx, scope, upload } = at;
  const streams = await findStreamsAt(tx, scope, upload);
  const current = streams.filter((stream) => stream.currentUpload === upload.number);
  if (current.length === 0) return;
  const { parts } = reading.done;
  const before = await findDescribed(
    tx,
    scope,
    current.map((stream) => stream.id),
  );
  const after = describe(reading, records);
  const others = streams.filter((stream) => !current.includes(stream));
  const pairs = pairParts({ before, after }, parts, current, others);
  const shared = countShared(pairs);
  const places = assignParts(parts, current, others, (id, part) => shared.get(`${id} ${part}`) ?? 0);
  const targets = await placeParts(at, current, parts, places);
  const moves = pairs.flatMap(({ was, now }): RebasedFinding[] => {
    const stream = targets[now.part];
    return stream ? [{ was, incoming: now.incoming, stream }] : [];
  });
  await moveBetween(at, moves);
  const changes = new Changes();
  await writeRekeyed({ ...at, records, changes }, moves);
  await markStale(tx, scope, staleAfter(before, moves));
  await rewriteParts(at, current, parts, targets);
  await repairStreams(tx, scope);
  await commit(at, changes, { upload: 0, userId: null });
}

function describe({ index, done }: FreshReading, records: RecordFile): Fresh[] {
  const items = incomingOf(index, done.parts.length).flatMap((list, part) =>
    list.map((incoming) => ({ part, incoming })),
  );
  return records
    .inOrder(items, ({ incoming }) => incoming.index)
    .map(({ part, incoming }) => {
      const { record } = records.read(incoming.index);
      const { scanner, ruleId, path, line, title, packageName, resource } = record;
      // As the database gives it: texts of very many findings need not be held.
      const message = createHash('sha256').update(record.message).digest('hex');
      const advisories = record.advisory === null ? record.aliases : [record.advisory, ...record.aliases];
      const described = { scanner, ruleId, path, line, title, message, packageName, resource, advisories };
      return { ...described, key: incoming.key, part, incoming };
    });
}

/** Findings that the report does not hold, and secrets, whose values the stored copy does not hold: their keys may be others. */
function staleAfter(
  before: readonly DescribedSighting[],
  moves: readonly RebasedFinding[],
): { streamId: number; number: number }[] {
  const placed = new Map(moves.map(({ was, stream }) => [was, stream.id]));
  return before.flatMap((was) => {
    const streamId = placed.get(was);
    if (streamId !== undefined && !was.secret) return [];
    return [{ streamId: streamId ?? was.streamId, number: was.number }];
  });
}

/** How many findings of a stream are in a part. */
function countShared(pairs: readonly Pair[]): Map<string, number> {
  const shared = new Map<string, number>();
  for (const { was, now } of pairs) {
    const name = `${was.streamId} ${now.part}`;
    shared.set(name, (shared.get(name) ?? 0) + 1);
  }
  return shared;
}

/** The stream of each part; null where another report has taken it over. */
async function placeParts(
  { tx, scope }: At,
  current: readonly Stream[],
  parts: readonly ReadPart[],
  places: readonly Assignment[],
): Promise<(Stream | null)[]> {
  const byId = new Map(current.map((stream) => [stream.id, stream]));
  const targets: (Stream | null)[] = [];
  for (const [index, { scanner, label, categories }] of parts.entries()) {
    const place = places[index];
    const known = place && 'streamId' in place ? byId.get(place.streamId) : undefined;
    const origin = place?.kind === 'new' ? byId.get(place.from) : undefined;
    if (known) {
      await renameStream(tx, scope, known.id, { scanner, label, categories });
      targets.push({ ...known, scanner, label, categories });
    } else targets.push(origin ? await copyStream(tx, scope, origin, { scanner, label, categories }) : null);
  }
  return targets;
}

async function moveBetween({ tx, scope }: At, moves: readonly RebasedFinding[]): Promise<void> {
  const away = moves.filter(({ was, stream }) => was.streamId !== stream.id);
  const groups = Map.groupBy(away, ({ was, stream }) => `${was.streamId} ${stream.id}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const numbers = group.map(({ was }) => was.number);
    await moveToStream(tx, scope, { from: first.was.streamId, to: first.stream.id, numbers });
  }
}

/** Only uploads that took effect are read again. */
const NOT_HELD = { closing: null, closingFirst: null };

async function rewriteParts(
  { tx, scope, upload }: At,
  current: readonly Stream[],
  parts: readonly ReadPart[],
  targets: readonly (Stream | null)[],
): Promise<void> {
  const ids = new Set(current.map((stream) => stream.id));
  const kept = (await findUploadParts(tx, scope, upload.number)).filter((part) => !ids.has(part.streamId));
  const rows = parts.flatMap((part, index): NewUploadPart[] => {
    const stream = targets[index];
    if (!stream) return [];
    const gaps = storedGaps(countedGaps(part.gaps, upload), []);
    const { scannerVersion, inventory } = part;
    const facts = inventory === undefined ? null : new Json(JSON.stringify(inventory));
    return [
      {
        streamId: stream.id,
        scannerVersion,
        gaps: new Json(JSON.stringify(gaps)),
        inventory: facts,
        keptOpen: 0,
        ...NOT_HELD,
      },
    ];
  });
  const others = kept.map(({ streamId, scannerVersion, gaps, inventory, keptOpen }) => {
    const facts = inventory === null ? null : new Json(JSON.stringify(inventory));
    return { streamId, scannerVersion, gaps: new Json(JSON.stringify(gaps)), inventory: facts, keptOpen, ...NOT_HELD };
  });
  await writeUploadParts(tx, scope, upload.number, [...rows, ...others], { again: true });
}
