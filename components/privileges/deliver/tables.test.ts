import { describe, expect, it } from 'vitest';
import { chosen, columnsOf, mappingFor, nameFor, problemOf, readTable, sectionOf } from './tables.ts';

const tableOf = (text: string | Uint8Array<ArrayBuffer>, name = 'report.csv') => readTable(new File([text], name));
const GERMAN = 'Konto;Rechner;Passwort alt;Auto Manage\nroot;db-1;x;yes\nsa;"db;2";y;no\n';

describe('a table before it is delivered', () => {
  it('is of what its name says, or of nothing yet', async () => {
    expect(sectionOf('Managed Accounts (all) 2026-03.csv')).toBe('managed_accounts');
    expect(sectionOf('report.csv')).toBeNull();
    const table = await tableOf(GERMAN);
    expect(problemOf(table, {})).toBe('Say what it is a table of.');
    expect(nameFor({ ...table, section: 'users' })).toBe('users report.csv');
    expect(nameFor(await tableOf('UserName\nrosa\n', 'Users.csv'))).toBe('Users.csv');
  });

  it('says which columns are known, and what is missing until somebody says which column it is', async () => {
    const table = { ...(await tableOf(GERMAN)), section: 'managed_accounts' as const };
    expect(columnsOf(table, {}).map(({ header, member, samples }) => [header, member, samples])).toEqual([
      ['Konto', null, ['root', 'sa']],
      ['Rechner', null, ['db-1', 'db;2']],
      ['Passwort alt', null, ['x', 'y']],
      ['Auto Manage', 'AutoManagementFlag', ['yes', 'no']],
    ]);
    expect(problemOf(table, {})).toBe('Say which column is AccountName.');
    const say = { section: 'managed_accounts' as const, header: 'Konto', member: 'AccountName' };
    const first = chosen({ users: { UserName: 'Benutzer' } }, say);
    expect(problemOf(table, first)).toBeNull();
    // One column is one member, and the other way round.
    const moved = chosen(first, { ...say, header: 'Rechner' });
    expect(moved.managed_accounts).toEqual({ AccountName: 'Rechner' });
    expect(chosen(moved, { ...say, header: 'Rechner', member: 'SystemName' }).managed_accounts).toEqual({
      SystemName: 'Rechner',
    });
    expect(chosen(moved, { ...say, header: 'Rechner', member: null }).managed_accounts).toEqual({});
    // What was saved for other tables does not go with this one.
    expect(mappingFor([table], first)).toEqual({ managed_accounts: { AccountName: 'Konto' } });
    const gone = chosen({}, { ...say, header: 'Account name' });
    expect(problemOf(table, gone)).toBe('It has no column Account name: say which one it is now.');
  });

  it('shows no values of secrets, and is not delivered with them', async () => {
    const table = await tableOf('Account Name,Password\nroot,hunter2\n', 'managed_accounts.csv');
    expect(columnsOf(table, {})[1]).toMatchObject({ secret: true, samples: [], member: null });
    expect(problemOf(table, {})).toBe('It has a column of values, Password: leave it out of the report.');
  });

  it('is read in UTF-16 too, by its beginning alone, and says what is wrong with it', async () => {
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([...'UserName\nä\n'].map((c) => c.charCodeAt(0))).buffer),
    ]);
    expect((await tableOf(wide, 'users.csv')).rows).toEqual([['ä']]);
    const long = await tableOf(`UserName\n${'rosa\n'.repeat(100_000)}"cut`, 'users.csv');
    expect(long).toMatchObject({ problem: null, rows: Array(5).fill(['rosa']) });
    expect((await tableOf('')).problem).toBe('The file is empty.');
    expect((await tableOf('a,"b')).problem).toBe('This is no table: a quote is never closed, line 1.');
  });
});
