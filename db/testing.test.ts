import { afterAll, describe, expect, it } from 'vitest';
import { connect } from './client.ts';
import { testDatabase } from './testing.ts';

const databases = await Promise.all([testDatabase(), testDatabase()]);

afterAll(() => Promise.all(databases.map((database) => database.drop())));

describe('test databases', () => {
  it('are migrated and apart from one another', async () => {
    const [one, two] = databases.map((database) => connect(database, { max: 1, writable: true }));
    await one?.unsafe('create table only_here (id int)');
    const tables = await two?.unsafe(
      `select to_regclass('only_here')::text as name, to_regclass('plumbline_migrations')::text as known`,
    );
    expect(tables?.[0]).toEqual({ name: null, known: 'plumbline_migrations' });
    await Promise.all([one?.end(), two?.end()]);
  });
});
