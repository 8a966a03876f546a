import type { Stream } from '#db/queries/streams.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import type { IndexBatch } from '../read/protocol.ts';
import type { RecordFile } from './record-file.ts';
import { Work, type WorkFacts } from './work.ts';

/** One incoming finding: what the difference compares, and where its record is; `index` is its place in the report. */
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
  const incoming: Incoming[] = [];
  for (const batch of batches) {
    for (const [at, key] of batch.keys.entries()) {
      incoming.push({
        key,
        contentHash: batch.contents[at] ?? '',
        move: batch.moves[at] ?? null,
        path: batch.paths[at] ?? null,
        line: batch.lines[at] ?? null,
        index: incoming.length,
        suppressed: batch.suppressed[at] ?? false,
        offset: batch.offsets[at] ?? 0,
        length: batch.lengths[at] ?? 0,
      });
    }
  }
  return incoming;
}

/** Everything that the steps of one import share. */
export class Import extends Work {
  readonly stream: Stream;
  readonly upload: Upload;
  readonly #records: RecordFile | null;
  readonly actionNumbers = new Map<string, number>();

  constructor(facts: WorkFacts & { stream: Stream; upload: Upload; records: RecordFile | null }) {
    super(facts);
    this.stream = facts.stream;
    this.upload = facts.upload;
    this.#records = facts.records;
  }

  /** The JSON text of a record and its parsed form. */
  record(incoming: Incoming): { text: string; record: FindingRecord } {
    if (!this.#records) throw new Error('this import has no records');
    const text = this.#records.read(incoming.offset, incoming.length);
    return { text, record: JSON.parse(text) as FindingRecord };
  }
}
