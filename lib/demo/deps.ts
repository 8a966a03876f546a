import type { Sql } from '#db/client.ts';
import type { BlobFiles } from '#lib/blobs/file-store.ts';
import type { Logger } from '#lib/log.ts';

export interface DemoDeps {
  sql: Sql;
  blobs: BlobFiles;
  spool: string;
  /** The organization's key for telling secrets apart, hex. */
  secretKeyOf: (orgId: number) => string;
  now: () => Date;
  log: Logger;
}
