import { customType, integer, timestamp } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Both ids come first in every key of a repository table: see "Tables" in ARCHITECTURE.md. */
export const repositoryScope = () => ({
  orgId: integer('org_id').notNull(),
  repoId: integer('repo_id').notNull(),
});

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
