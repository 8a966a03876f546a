import type { Stream } from '#db/queries/streams.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { Changes, LockedRepository } from '../../ledger/changes.ts';
import type { RecordFile } from './record-file.ts';
import type { SearchWords } from './search-words.ts';

/** State that is shared by the steps which write one upload's plan. */
export interface Import extends LockedRepository {
  stream: Stream;
  upload: Upload;
  records: RecordFile;
  changes: Changes;
  /** Numbers of the actions that this import has looked up or created, by key. */
  actionNumbers: Map<string, number>;
  words: SearchWords;
}
