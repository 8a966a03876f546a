import type { Sql } from '#db/client.ts';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import type { Principal } from './domain/access/access.ts';

/** What every verb gets: who asks, for which organization, the database, the clock. */
export interface Context {
  orgId: number;
  principal: Principal;
  /** The person who is signed in; null for tokens. */
  userId: number | null;
  sql: Sql;
  /** For reads of screens: statements that run too long are stopped. */
  readSql: Sql;
  blobs: BlobStore;
  publicUrl: string;
  now: () => Date;
}
