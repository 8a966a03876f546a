import type { Observation } from '#lib/domain/finding/finding.ts';
import { packageSearchKey } from '#lib/domain/finding/package-search.ts';
import { contentHash, type FindingRecord, toRecord } from '#lib/domain/finding/record.ts';
import { mergeRecords } from '#lib/domain/finding/record-merge.ts';
import { type PlacedPackage, UNKNOWN_ECOSYSTEM } from '#lib/domain/finding/unknown-package.ts';
import { type AssignedKeys, assignKeys, type KeyItem } from '#lib/domain/identity/assign-keys.ts';
import { ownText } from '#lib/domain/identity/hash.ts';
import { hashKey } from '#lib/domain/identity/identity.ts';
import { withAdvisory } from '#lib/domain/identity/package-base.ts';
import { maskMarks } from '#lib/domain/redaction/mask-marks.ts';
import { MARK_BEGINNING } from '#lib/domain/redaction/secret-mark.ts';
import { ReportError, type Sink, type SkippedItem } from '#lib/scanners/contract.ts';
import { LIMITS } from '#lib/scanners/shared/limits.ts';
import type { IndexBatch } from './protocol.ts';
import { SkippedItems } from './skipped-items.ts';
import type { SpoolWriter } from './spool.ts';

const BATCH = 20_000;

interface Entry extends KeyItem {
  formerBases?: string[];
  /** Of the report. */
  part: number;
  /** The name of the advisory in its base, where it may have another one. */
  advisory: string | null;
  /** For a package of which the format does not say the ecosystem. */
  unknown: Omit<PlacedPackage, 'advisory'> | null;
  content: string;
  move: string | null;
  path: string | null;
  line: number | null;
  scanner: string;
  ruleId: string;
  suppressed: boolean;
  offset: number;
  length: number;
}

/** Collects observations as they are parsed: records go to the spool, only what comparing needs stays in memory. */
export class Collector implements Sink {
  readonly #spool: SpoolWriter;
  readonly #secretKey: Uint8Array;
  readonly #root: string;
  readonly #entries: Entry[] = [];
  readonly #texts = new Map<string, string>();
  readonly skippedItems = new SkippedItems();
  readonly #names = new Map<string, string[]>();

  constructor(spool: SpoolWriter, secretKey: Uint8Array, root: string) {
    this.#spool = spool;
    this.#secretKey = secretKey;
    this.#root = root;
  }

  get parsed(): number {
    return this.#entries.length;
  }

  observation(observation: Observation, part = 0): void {
    if (this.#entries.length >= LIMITS.findings) {
      const limit = LIMITS.findings.toLocaleString('en');
      throw new ReportError(
        `more than ${limit} findings in one report: split it, and send each part with a label of its own`,
        observation.position,
      );
    }
    const { record, base, formerBases, place, repeats, move, names } = toRecord(
      observation,
      this.#secretKey,
      this.#root,
    );
    this.#entries.push({
      ...{ base, place, repeats, part, advisory: this.#advisory(names), move: move === null ? null : ownText(move) },
      ...(formerBases === undefined ? {} : { formerBases }),
      ...this.#store(record),
    });
  }

  skipped(item: SkippedItem, part = 0): void {
    this.skippedItems.add(item, part);
  }

  /** Names of advisories that records state as names of one problem, each group once. */
  get names(): string[][] {
    return [...this.#names.values()];
  }

  /** Gives records the names that the organization knows their advisories by. Call before `batches`. */
  rename(canonical: ReadonlyMap<string, string>): void {
    if (canonical.size === 0) return;
    this.#entries.forEach((entry, index) => {
      const { advisory, base } = entry;
      const name = advisory === null ? undefined : canonical.get(advisory);
      if (advisory === null || name === undefined || name === advisory) return;
      const record = { ...this.#record(entry), advisory: name };
      this.#entries[index] = {
        ...entry,
        base: withAdvisory(base, advisory, name),
        advisory: name,
        ...this.#store(record),
      };
    });
  }

  #advisory(names: readonly string[]): string | null {
    const [first] = names;
    if (first === undefined) return null;
    const group = names.join('\n');
    if (!this.#names.has(group)) this.#names.set(group, [...names]);
    return this.#intern(first);
  }

  /**
   * Assigns the final keys and merges equal findings; yields batches, part after part.
   * @param placeOf for each part of the report: which of the `count` parts it becomes
   */
  *batches(id: number, placeOf: readonly number[], count: number): Generator<IndexBatch> {
    const places = Array.from({ length: count }, (): Entry[] => []);
    for (const entry of this.#entries) places[placeOf[entry.part] ?? 0]?.push(entry);
    for (const [part, entries] of places.entries()) {
      const assigned = assignKeys(entries);
      const { leaders } = assigned;
      this.#merge(entries, leaders);
      const kept = entries.flatMap((_, index) => (leaders[index] === index ? index : []));
      for (let at = 0; at < kept.length; at += BATCH) {
        yield this.#batch(id, part, kept.slice(at, at + BATCH), entries, assigned);
      }
    }
  }

  #store(given: FindingRecord): Omit<Entry, 'base' | 'place' | 'repeats' | 'move' | 'part' | 'advisory'> {
    const text = JSON.stringify(given);
    // People see a mask where the copy of the report has a mark.
    const isMarked = text.includes(MARK_BEGINNING);
    const record = isMarked ? maskMarks(given) : given;
    const place = this.#spool.append(isMarked ? JSON.stringify(record) : text);
    return {
      content: ownText(contentHash(record)),
      path: record.path === null ? null : this.#intern(record.path),
      line: record.line,
      scanner: this.#intern(record.scanner),
      ruleId: this.#intern(record.ruleId),
      suppressed: record.suppression !== null,
      unknown: unknownOf(record),
      ...place,
    };
  }

  /** Interns a text: thousands of findings share their paths and rules. */
  #intern(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #merge(entries: Entry[], leaders: Int32Array): void {
    const merged = new Map<number, FindingRecord>();
    entries.forEach((entry, index) => {
      const leader = leaders[index] ?? index;
      if (leader === index) return;
      const first = entries[leader];
      if (!first) return;
      merged.set(leader, mergeRecords(merged.get(leader) ?? this.#record(first), this.#record(entry)));
    });
    for (const [index, record] of merged) {
      const entry = entries[index];
      if (entry) entries[index] = { ...entry, ...this.#store(record) };
    }
  }

  #record(entry: Entry): FindingRecord {
    return JSON.parse(this.#spool.read(entry.offset, entry.length)) as FindingRecord;
  }

  #batch(id: number, part: number, indexes: number[], entries: Entry[], assigned: AssignedKeys): IndexBatch {
    const batch: IndexBatch = {
      kind: 'index',
      id,
      part,
      keys: [],
      formerKeys: {},
      contents: [],
      moves: [],
      paths: [],
      lines: [],
      words: [],
      scanners: [],
      rules: [],
      suppressed: [],
      offsets: [],
      lengths: [],
      unknown: [],
    };
    const places = new Map<string, number>();
    const placeOf = (word: string): number => {
      const known = places.get(word) ?? batch.words.push(word) - 1;
      places.set(word, known);
      return known;
    };
    for (const index of indexes) {
      const entry = entries[index];
      if (!entry) continue;
      const { formerBases } = entry;
      if (formerBases !== undefined) {
        const ordinal = assigned.ordinals[index] ?? 0;
        batch.formerKeys[batch.keys.length] = formerBases.map((base) => hashKey(base, ordinal));
      }
      batch.keys.push(assigned.keys[index] ?? '');
      batch.contents.push(entry.content);
      batch.moves.push(entry.move);
      batch.paths.push(entry.path);
      batch.lines.push(entry.line);
      batch.scanners.push(placeOf(entry.scanner));
      batch.rules.push(placeOf(entry.ruleId));
      batch.suppressed.push(entry.suppressed);
      batch.offsets.push(entry.offset);
      batch.lengths.push(entry.length);
      const { unknown, advisory } = entry;
      if (unknown !== null && advisory !== null)
        batch.unknown.push({ ...unknown, advisory, place: batch.keys.length - 1 });
    }
    return batch;
  }
}

function unknownOf({ category, image, packageEcosystem, packageName }: FindingRecord): Entry['unknown'] {
  if (packageEcosystem !== UNKNOWN_ECOSYSTEM || packageName === null) return null;
  if (category !== 'dependency' && category !== 'container') return null;
  return { category, image, packageKey: packageSearchKey({ ecosystem: packageEcosystem, name: packageName }) };
}
