import type { Stream } from '#db/queries/streams.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { Changes, LockedRepository } from '../../ledger/changes.ts';
import type { RecordFile } from './record-file.ts';

/** What the steps share that write one upload's plan. */
export interface Import extends LockedRepository {
  stream: Stream;
  upload: Upload;
  records: RecordFile;
  changes: Changes;
  /** Numbers of the repository's actions by key, as far as this import met them. */
  actionNumbers: Map<string, number>;
  /** Rules and search terms that this import has written already. */
  written: Set<string>;
}
