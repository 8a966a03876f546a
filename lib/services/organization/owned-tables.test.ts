import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { OF_NO_ORGANIZATION, TABLE_KINDS } from '#db/kinds.ts';
import { OMITTED_COLUMNS } from '#db/organization-tables.ts';
import { findOwnedTables } from '#db/queries/organization-data.ts';
import { testDatabase } from '#db/testing.ts';

const database = await testDatabase();
const admin = connect(database, { max: 1, writable: true });
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Columns of such names that hold no secret: keys of findings, actions and issues, of who may do what and paths, hashes of the audit log, where code is read. */
const HARMLESS = [
  'access_reviews.decided_hash',
  'access_reviews.frozen_hash',
  'action_issues.issue_key',
  'actions.key',
  'audit_entries.hash',
  'audit_heads.hash',
  'event_tallies.key',
  'findings.key',
  'findings.package_key',
  'mails.key',
  'pipelines.key',
  'privilege_grants.key',
  'privilege_memberships.key',
  'privilege_path_sets.hash',
  'privilege_paths.hash',
  'privilege_paths.key',
  'privilege_principals.key',
  'privilege_resources.key',
  'repositories.code_host',
  'repositories.code_url',
  'sightings.key',
  'sinks.former_secret_ends_at',
  'statement_products.package_key',
];

describe('the catalogue', () => {
  it('has no table that export and deletion do not know: with an org_id they take it, else a reason is given', async () => {
    const owned = (await findOwnedTables(admin)).map(({ name }) => name);
    const known = Object.values(TABLE_KINDS).flat();
    expect(known.filter((name) => !owned.includes(name)).sort()).toEqual(Object.keys(OF_NO_ORGANIZATION).sort());
  });

  it('has no column that could be a secret of which it was not decided whether it is exported', async () => {
    const columns = await admin<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name ~ '(hash|secret|password|salt|code|_key$|^key$)' order by 1`;
    const owned = new Set((await findOwnedTables(admin)).map(({ name }) => name));
    const omitted = Object.entries(OMITTED_COLUMNS).flatMap(([table, names]) =>
      names.map((name) => `${table}.${name}`),
    );
    const found = columns.map(({ name }) => name).filter((name) => owned.has(name.split('.')[0] ?? ''));
    expect(found.filter((name) => !omitted.includes(name))).toEqual(HARMLESS);
  });
});
