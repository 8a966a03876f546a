import { describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { exportOf, rulesOf } from '../testing.ts';
import { EVD_LISTS, type EvdSection } from './evd-lists.ts';
import { cyberark } from './read.ts';
import { soundVault } from './testing.ts';

const MANIFEST = { source: 'cyberark', scope: 'vault-eu', collected_at: '2026-03-02T06:00:00Z' };

/** A row of a list with these values, `NO` in columns of that kind and nothing in the others. */
function rowOf(list: EvdSection, given: Record<string, string>): string[] {
  return EVD_LISTS[list].columns.map(
    ([name, type]) => given[name] ?? (type === 'yes' ? 'NO' : type === 'id' ? '0' : ''),
  );
}

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n');

type Lists = Record<string, string[][]>;

const owner = (OwnerID: string, OwnerName: string, OwnerType: string, ...yes: string[]) =>
  rowOf('owners_list', {
    ...{ SafeID: '41', SafeName: 'Prod-DB', OwnerID, OwnerName, OwnerType },
    ...Object.fromEntries(yes.map((name) => [name, 'YES'])),
  });

/** The same vault as PVWA's, as ExportVaultData writes it. */
const LISTS: Lists = {
  'SafesList.csv': [
    rowOf('safes_list', {
      SafeID: '41',
      SafeName: 'Prod-DB',
      ConfirmersCount: '2',
      EnforceExlusivePasswords: 'YES',
      CreationDate: '2023/09/14 06:00:00',
    }),
  ],
  'EVD-OwnersList.csv': [
    owner('31', 'Safe Owners', 'Group', 'List', 'ManageSafe', 'ManageSafeOwners'),
    owner('32', 'DBAs', 'Group', 'List', 'Retrieve', 'UsePassword'),
  ],
  'UsersList.txt': [
    rowOf('users_list', { UserID: '12', UserName: 'rosa', LastLogonDate: '2026-03-01 06:00:00' }),
    rowOf('users_list', { UserID: '13', UserName: 'ines', LastLogonDate: '2026-03-01 06:00:00' }),
  ],
  'GroupsList.csv': [
    rowOf('groups_list', { GroupID: '31', GroupName: 'Safe Owners', 'Internal/External': 'Internal' }),
    rowOf('groups_list', { GroupID: '32', GroupName: 'DBAs', 'Internal/External': 'Internal' }),
  ],
  'GroupMembersList.csv': [
    ['31', '12', 'NO'],
    ['32', '13', 'NO'],
  ],
  'FilesList.csv': [
    rowOf('files_list', {
      SafeID: '41',
      SafeName: 'Prod-DB',
      FileID: '3',
      FileName: 'sys',
      Type: '2',
      LastModifiedDate: '2026-02-10 06:00:00',
    }),
    rowOf('files_list', { SafeID: '41', SafeName: 'Prod-DB', FileID: '4', FileName: 'notes.txt', Type: '1' }),
    rowOf('files_list', {
      SafeID: '41',
      SafeName: 'Prod-DB',
      FileID: '5',
      FileName: 'old',
      Type: '2',
      DeletionDate: '2025-01-01 00:00:00',
    }),
  ],
};

const read = async (lists: Lists) =>
  cyberark.read(
    await exportOf(MANIFEST, Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, csv(rows)]))),
  );

const changedCell = (file: string, row: number, column: number, value: string): Lists => {
  const copy = structuredClone(LISTS);
  const cells = copy[file]?.[row];
  if (cells !== undefined) cells[column] = value;
  return copy;
};

describe("the vault's own export", () => {
  it('says what PVWA says, with the same ids', async () => {
    const { inventory, skipped, document } = await read(LISTS);
    expect(skipped).toEqual([]);
    expect(document.strange).toEqual([]);
    expect(inventory.principals.map(({ id, name }) => `${id} ${name}`)).toEqual([
      'group:31 Safe Owners',
      'group:32 DBAs',
      'user:12 rosa',
      'user:13 ines',
    ]);
    expect(inventory.memberships).toMatchObject([
      { member: 'user:12', group: 'group:31' },
      { member: 'user:13', group: 'group:32' },
    ]);
    expect(inventory.grants.map(({ principal, resource, permission }) => [principal, resource, permission])).toEqual([
      ['group:31', 'safe:41', 'list, manage safe, manage members'],
      ['group:32', 'safe:41', 'list, use, retrieve'],
    ]);
    expect(inventory.resources.map(({ id }) => id)).toEqual(['org', 'safe:41', 'safe:41/account:41_3']);
    const { fail, unknown } = rulesOf(judgeInventory(inventory));
    expect({ fail, unknown }).toEqual({ fail: [], unknown: ['account-unmanaged', 'shared-checkout'] });
  });

  it('is judged by the safe alone where nothing tells of platforms: no approver is no dual control', async () => {
    const column = EVD_LISTS.safes_list.columns.findIndex(([name]) => name === 'ConfirmersCount');
    const { inventory } = await read(changedCell('SafesList.csv', 0, column, '0'));
    expect(rulesOf(judgeInventory(inventory)).fail).toEqual(['dual-control-off']);
  });

  it('may have a header, in any order, and fewer columns at the end', async () => {
    const lists = structuredClone(LISTS);
    lists['UsersList.txt'] = [
      ['<Disabled>', '<UserName>', '<UserID>'],
      ['YES', 'rosa', '12'],
      ['NO', 'ines', '13'],
    ];
    lists['EVD-OwnersList.csv'] = (lists['EVD-OwnersList.csv'] ?? []).map((row) => row.slice(0, -2));
    const { inventory } = await read(lists);
    expect(inventory.principals.find(({ name }) => name === 'rosa')?.suspended).toBe(true);
    expect(inventory.grants).toHaveLength(2);
  });

  it('knows nobody in a group of whom the export has no list of members', async () => {
    const { 'GroupMembersList.csv': _, ...lists } = LISTS;
    const { inventory } = await read(lists);
    expect(rulesOf(judgeInventory(inventory)).unknown).toContain('safe-too-many-readers');
  });

  it.each([
    [
      'a column more in front',
      'EVD-OwnersList.csv',
      (row: string[]) => ['x', ...row],
      'owners_list row 1 (line 1)',
      'are the columns shifted?',
    ],
    [
      'a column less',
      'EVD-OwnersList.csv',
      (row: string[]) => row.slice(1),
      'owners_list row 1 (line 1)',
      'are the columns shifted?',
    ],
    [
      'half a row',
      'SafesList.csv',
      (row: string[]) => row.slice(0, 9),
      'safes_list row 1 (line 1)',
      'are they shifted?',
    ],
    [
      'a word for a number',
      'UsersList.txt',
      (row: string[]) => ['rosa', ...row.slice(1)],
      'users_list row 1 (line 1)',
      'no number',
    ],
    [
      'neither YES nor NO',
      'GroupMembersList.csv',
      (row: string[]) => [...row.slice(0, 2), 'MAYBE'],
      'group_members_list row 1 (line 1)',
      'neither YES nor NO',
    ],
    [
      'a header without what is needed',
      'UsersList.txt',
      () => ['UserID', 'UserName'],
      'users_list line 1',
      'no column Disabled',
    ],
  ])('is refused with its list and row, when it has %s', async (_what, file, change, position, message) => {
    const lists = structuredClone(LISTS);
    lists[file] = (lists[file] ?? []).map((row, index) => (index === 0 ? change(row) : row));
    await expect(read(lists)).rejects.toMatchObject({ position, message: expect.stringContaining(message) });
  });

  it('is refused beside what PVWA answered of the same', async () => {
    const files = {
      'SafesList.csv': csv(LISTS['SafesList.csv'] ?? []),
      'safes.json': '{"value": [{"safeName": "A", "safeNumber": 1}]}',
    };
    await expect(cyberark.read(await exportOf(MANIFEST, files))).rejects.toThrow('both safes and safes_list');
  });
});

describe("PVWA's own answers, as files", () => {
  const dataOf = (name: string) => (soundVault().sections[name] as { data: Record<string, unknown>[] }).data;
  const FILES = {
    'a.json': JSON.stringify({
      value: dataOf('safes').map((safe) => ({ managingCPM: 'PasswordManager', ...safe })),
      count: 1,
    }),
    'b.json': JSON.stringify({ value: dataOf('safe_members')[0]?.data, count: 4 }),
    'c.json': JSON.stringify({ value: dataOf('accounts'), count: 1 }),
    'd.json': JSON.stringify({ Users: dataOf('users'), Total: 6 }),
    'e.json': JSON.stringify({ value: dataOf('groups'), count: 2 }),
    'f.json': JSON.stringify({ Platforms: dataOf('platforms'), Total: 1 }),
  };

  it('are known by what is in them, and say what the collector says', async () => {
    const fromFiles = await cyberark.read(await exportOf(MANIFEST, FILES));
    const fromCollector = await cyberark.read(sourceFromBytes(JSON.stringify(soundVault())));
    expect(fromFiles.skipped).toEqual([]);
    for (const part of ['principals', 'memberships', 'resources', 'grants', 'controls'] as const) {
      expect(fromFiles.inventory[part]).toEqual(fromCollector.inventory[part]);
    }
  });

  it('that are not the last page leave their section unknown', async () => {
    const more = JSON.stringify({ value: dataOf('accounts'), nextLink: 'api/accounts?offset=1' });
    const { inventory } = await cyberark.read(await exportOf(MANIFEST, { ...FILES, 'c.json': more }));
    expect(inventory.sections.find(({ name }) => name === 'accounts')).toMatchObject({ status: 'failed' });
  });
});
