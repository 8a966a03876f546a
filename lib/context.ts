import type { Sql } from '#db/client.ts';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import type { Principal } from '#lib/domain/access.ts';

/** What every verb gets: who asks, for which organization, the database, the clock. */
export interface Context {
  orgId: number;
  principal: Principal;
  sql: Sql;
  blobs: BlobStore;
  publicUrl: string;
  now: () => Date;
}
