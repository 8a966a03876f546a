import { findByKeys, findByNumbers } from '#db/queries/findings-write.ts';
import { type DescribedSighting, updateFindingKinds } from '#db/queries/rebase.ts';
import type { Stream } from '#db/queries/streams.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { IncomingFinding } from '#lib/domain/stream/move.ts';
import type { SeenFinding } from '#lib/domain/stream/resolve-difference.ts';
import type { Changes } from '../../ledger/changes.ts';
import type { At } from '../apply/parts.ts';
import type { RecordFile } from '../apply/record-file.ts';
import { SearchWords } from '../apply/search-words.ts';
import { writeSeen } from '../apply/write-seen.ts';

/** A finding as its stream knew it, with what the new reading says of it, and the stream that says so from now on. */
export interface RebasedFinding {
  was: DescribedSighting;
  incoming: IncomingFinding;
  stream: Stream;
}

type Work = At & { records: RecordFile; changes: Changes };
type Item = SeenFinding & { stream: Stream };

const isSame = ({ was, incoming }: RebasedFinding): boolean =>
  was.key === incoming.key && was.contentHash === incoming.contentHash && was.move === incoming.move;

/** Writes keys, evidence and columns of findings that the new reading says otherwise. */
export async function writeRekeyed(work: Work, moves: readonly RebasedFinding[]): Promise<void> {
  const changed = moves.filter((move) => !isSame(move));
  if (changed.length === 0) return;
  const known = new Map(
    (await findByNumbers(work.tx, work.scope, [...new Set(changed.map(({ was }) => was.number))])).map((finding) => [
      finding.number,
      finding,
    ]),
  );
  const owners = await ownersOf(work, changed);
  const words = new SearchWords();
  let waiting = changed.flatMap((move): Item[] => {
    const finding = known.get(move.was.number);
    return finding ? [{ finding, incoming: move.incoming, stream: move.stream, leads: isLeading(move, finding) }] : [];
  });
  // A key that another finding of this report gives up is free in a later round.
  for (let progress = true; progress && waiting.length > 0; ) {
    const free = waiting.filter((item) => !item.leads || isFree(item, owners));
    const claimed = new Set<string>();
    const ready = free.filter(
      ({ leads, incoming }) => !leads || (!claimed.has(incoming.key) && claimed.add(incoming.key)),
    );
    await writeItems(work, ready, words);
    for (const { leads, finding, incoming } of ready) {
      if (!leads) continue;
      if (owners.get(finding.key) === finding.number) owners.delete(finding.key);
      owners.set(incoming.key, finding.number);
    }
    const done = new Set(ready);
    waiting = waiting.filter((item) => !done.has(item));
    progress = ready.length > 0;
  }
  // Two findings that the new reading takes for one stay two: the stream knows this one by its new key.
  await writeItems(
    work,
    waiting.map((item) => ({ ...item, leads: false })),
    words,
  );
  await words.write(work.tx, work.scope);
}

/** Whether the finding's columns are of this stream's record, as the finding's key and scanner show. */
function isLeading({ was, stream }: RebasedFinding, finding: KnownFinding): boolean {
  if (finding.key !== was.key || was.leading !== was.scanner) return false;
  return stream.tracked || finding.state === 'branch';
}

async function ownersOf({ tx, scope }: At, changed: readonly RebasedFinding[]): Promise<Map<string, number>> {
  const keys = [...new Set(changed.flatMap(({ was, incoming }) => [was.key, incoming.key]))];
  const found = await findByKeys(tx, scope, keys);
  return new Map(found.map((finding) => [finding.key, finding.number]));
}

const isFree = ({ finding, incoming }: Item, owners: ReadonlyMap<string, number>): boolean =>
  (owners.get(incoming.key) ?? finding.number) === finding.number;

async function writeItems(work: Work, items: readonly Item[], words: SearchWords): Promise<void> {
  if (items.length === 0) return;
  const actionNumbers = new Map<string, number>();
  for (const group of Map.groupBy(items, ({ stream }) => stream.id).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { stream } = first;
    await writeSeen({ ...work, stream, actionNumbers, words }, group, { overwritesEvidence: stream.tracked });
  }
  await writeKinds(work, items);
}

/** Category and scanner follow the leading record; what is counted by them too. */
async function writeKinds({ tx, scope, records, changes }: Work, items: readonly Item[]): Promise<void> {
  const rows: KnownFinding[] = [];
  for (const { finding, incoming, leads } of items) {
    const { category, scanner } = leads ? records.read(incoming.index).record : finding;
    const now = { ...finding, category, scanner };
    changes.touch([now]);
    if (category === finding.category && scanner === finding.scanner) continue;
    const severity = finding.severitySet ?? finding.severity;
    changes.count({ ...finding, severity }, -1);
    changes.count({ ...now, severity }, 1);
    rows.push(now);
  }
  if (rows.length > 0) await updateFindingKinds(tx, scope, rows);
}
