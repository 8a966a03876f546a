import type { Transaction } from '#db/client.ts';
import type { CountDelta } from '#db/queries/counts.ts';
import type { Repository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Stream } from '#db/queries/streams.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { FindingRecord } from '#lib/domain/record.ts';
import type { IndexBatch } from '../read/protocol.ts';
import type { RecordFile } from './record-file.ts';

/** One incoming finding: what the difference compares, and where its record is. */
export interface Incoming {
  key: string;
  contentHash: string;
  move: string | null;
  path: string | null;
  line: number | null;
  index: number;
  suppressed: boolean;
  offset: number;
  length: number;
}

export function incomingOf(batches: readonly IndexBatch[]): Incoming[] {
  return batches.flatMap((batch) =>
    batch.keys.map((key, at) => ({
      key,
      contentHash: batch.contents[at] ?? '',
      move: batch.moves[at] ?? null,
      path: batch.paths[at] ?? null,
      line: batch.lines[at] ?? null,
      index: 0,
      suppressed: batch.suppressed[at] ?? false,
      offset: batch.offsets[at] ?? 0,
      length: batch.lengths[at] ?? 0,
    })),
  );
}

export type EventKind =
  | 'introduced'
  | 'seen_on_branch'
  | 'reopened'
  | 'fixed'
  | 'moved'
  | 'suppressed'
  | 'unsuppressed'
  | 'severity_changed';

export interface ImportEvent {
  number: number;
  kind: EventKind;
  detail: Record<string, string | number | null> | null;
}

/** Everything that the steps of one import share, and what they add up. */
export class Import {
  readonly tx: Transaction;
  readonly scope: RepositoryScope;
  readonly repository: Repository;
  readonly stream: Stream;
  readonly upload: Upload;
  readonly now: Date;
  readonly #records: RecordFile | null;
  readonly events: ImportEvent[] = [];
  readonly touchedActions = new Set<number>();
  readonly actionNumbers = new Map<string, number>();
  readonly #counts = new Map<string, CountDelta>();
  introduced = 0;
  reopened = 0;
  fixed = 0;

  constructor(facts: {
    tx: Transaction;
    scope: RepositoryScope;
    repository: Repository;
    stream: Stream;
    upload: Upload;
    now: Date;
    records: RecordFile | null;
  }) {
    this.tx = facts.tx;
    this.scope = facts.scope;
    this.repository = facts.repository;
    this.stream = facts.stream;
    this.upload = facts.upload;
    this.now = facts.now;
    this.#records = facts.records;
  }

  /** The JSON text of a record and its parsed form. */
  record(incoming: Incoming): { text: string; record: FindingRecord } {
    if (!this.#records) throw new Error('this import has no records');
    const text = this.#records.read(incoming.offset, incoming.length);
    return { text, record: JSON.parse(text) as FindingRecord };
  }

  count(state: string, finding: { category: string; severity: number; scanner: string }, by: 1 | -1): void {
    const { category, severity, scanner } = finding;
    const key = `${state}\n${category}\n${severity}\n${scanner}`;
    const delta = this.#counts.get(key);
    if (delta) delta.count += by;
    else this.#counts.set(key, { state, category, severity, scanner, count: by });
  }

  countDeltas(): CountDelta[] {
    return [...this.#counts.values()]
      .filter((delta) => delta.count !== 0)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  event(number: number, kind: EventKind, detail: ImportEvent['detail'] = null): void {
    this.events.push({ number, kind, detail });
    if (kind === 'introduced') this.introduced += 1;
    if (kind === 'reopened') this.reopened += 1;
    if (kind === 'fixed') this.fixed += 1;
  }
}

const keyOf = (delta: CountDelta): string => `${delta.state}\n${delta.category}\n${delta.severity}\n${delta.scanner}`;
