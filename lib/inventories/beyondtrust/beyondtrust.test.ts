import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { changed, type TestInventory } from '../github/testing.ts';
import { exportOf, rulesOf } from '../testing.ts';
import { beyondtrust } from './read.ts';

type Row = Record<string, unknown>;

const HEAD = { source: 'beyondtrust', scope: 'safe-eu', collected_at: '2026-03-02T06:00:00Z' };

const account = (): Row => ({
  ...{ ManagedAccountID: 7, ManagedSystemID: 3, SystemName: 'prod-db', AccountName: 'sa', AutoManagementFlag: true },
  ...{ ChangeFrequencyType: 'xdays', ChangeFrequencyDays: 30, ChangePasswordAfterAnyReleaseFlag: true },
  ...{ MaxConcurrentRequests: 1, LastChangeDate: '2026-02-20T00:00:00Z', Password: 'hunter2-hunter2' },
});

const entitlement = (further: Row = {}): Row => ({
  ...{ GroupID: 11, Name: 'DBAs', RoleId: 2, RoleName: 'Requestor', IsAdministratorGroup: false, UserID: 21 },
  ...{
    UserName: 'rosa',
    ManagedAccountId: 7,
    AccountName: 'sa',
    ManagedSystemID: 3,
    RationalizedSystemName: 'prod-db',
  },
  ...further,
});

/** A Password Safe in which every rule passes. */
function sound(): TestInventory {
  return {
    ...HEAD,
    schema: 'inventory/v1',
    sections: {
      managed_accounts: [account()],
      managed_systems: [{ ManagedSystemID: 3, SystemName: 'prod-db' }],
      user_groups: [
        { GroupID: 11, Name: 'DBAs' },
        { GroupID: 12, Name: 'Administrators' },
      ],
      users: [
        { UserID: 21, UserName: 'rosa', IsActive: true, IsQuarantined: false, LastLoginDate: '2026-03-01T00:00:00Z' },
        { UserID: 22, UserName: 'olga', IsActive: true, IsQuarantined: false, LastLoginDate: '2026-03-01T00:00:00Z' },
      ],
      entitlements: [
        entitlement(),
        { GroupID: 12, Name: 'Administrators', IsAdministratorGroup: true, UserID: 22, UserName: 'olga' },
      ],
      requests: [{ RequestID: 1, AccountID: 7, RequestorName: 'rosa', RequestReleaseDate: '2026-02-28T00:00:00Z' }],
    },
  };
}

const read = (document: TestInventory) => beyondtrust.read(sourceFromBytes(JSON.stringify(document)));
const judge = async (document: TestInventory) => rulesOf(judgeInventory((await read(document)).inventory));

const RULES = PRIVILEGE_RULES.filter(({ needs }) => needs.beyondtrust !== undefined).map(({ id }) => id);

const CASES: readonly [path: string, value: unknown, fails: string[], unknown?: string[]][] = [
  ['managed_accounts[0].AutoManagementFlag', false, ['account-unmanaged']],
  ['managed_accounts[0].ChangeFrequencyDays', 91, ['account-change-rare']],
  ['managed_accounts[0].ChangeFrequencyDays', 90, []],
  ['managed_accounts[0].ChangeFrequencyType', 'first', []],
  ['managed_accounts[0].ChangePasswordAfterAnyReleaseFlag', false, ['account-change-rare']],
  ['managed_accounts[0].ChangePasswordAfterAnyReleaseFlag', undefined, [], ['account-change-rare']],
  ['managed_accounts[0].MaxConcurrentRequests', 0, []],
  [
    'managed_accounts[0]',
    { ...account(), MaxConcurrentRequests: 5, ChangePasswordAfterAnyReleaseFlag: false },
    ['account-change-rare', 'shared-checkout'],
  ],
  ['managed_accounts[0].LastChangeDate', '2026-01-20T00:00:00Z', ['account-not-changed']],
  [
    'entitlements[2]',
    entitlement({ GroupID: 12, Name: 'Administrators', IsAdministratorGroup: true, UserID: 22, UserName: 'olga' }),
    ['admin-entitled-production'],
  ],
  ['users[0].IsActive', false, ['disabled-keeps-rights']],
  ['users[0].IsActive', undefined, [], ['disabled-keeps-rights']],
  ['users[1].LastLoginDate', '2025-11-01T00:00:00Z', ['unused-owner']],
  ['users[1].LastLoginDate', undefined, [], ['unused-owner']],
];

describe('the inventory of a BeyondTrust Password Safe', () => {
  it('passes every rule where all is right, and keeps no password', async () => {
    const { inventory, skipped, document } = await read(sound());
    expect(skipped).toEqual([]);
    expect(rulesOf(judgeInventory(inventory))).toEqual({ pass: RULES, fail: [], unknown: [] });
    expect(document.stripped.count).toBe(1);
    expect(JSON.stringify(inventory)).not.toContain('hunter2');
    expect(inventory.resources.find(({ kind }) => kind === 'account')).toMatchObject({
      ...{ id: 'safe:3/account:7', name: 'sa@prod-db', lastUsedAt: new Date('2026-02-28T00:00:00Z') },
    });
  });

  it.each(CASES)('with %s being %j fails these rules: %j', async (path, value, fail, unknown = []) => {
    expect(await judge(changed(sound(), `sections.${path}`, value))).toMatchObject({ fail, unknown });
  });

  it('fails each of its rules in one of these cases', () => {
    const failed = new Set(CASES.flatMap(([, , fails]) => fails));
    expect(RULES.filter((id) => !failed.has(id))).toEqual([]);
  });

  it('says which rows it cannot read', async () => {
    const document = changed(
      sound(),
      'sections.entitlements[2]',
      entitlement({ ManagedAccountId: 99, AccountName: 'gone' }),
    );
    const { skipped } = await read(changed(document, 'sections.managed_accounts[1]', { SystemName: 'x' }));
    expect(skipped.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
      'sections.managed_accounts[1]: no AccountName',
      'sections.entitlements[2]: not an account of the section managed_accounts',
    ]);
  });
});

describe('a report of BeyondTrust', () => {
  const TABLE =
    'Managed Account;Managed System;Auto Manage;Last Change Date;Change Frequency (Days)\nsa;prod-db;No;2026-02-20;30\n';
  const readFiles = async (files: Record<string, string>, further: object = {}) =>
    beyondtrust.read(await exportOf({ ...HEAD, ...further }, files));

  it('is read by the names of its columns, in any spelling', async () => {
    const { inventory, skipped } = await readFiles({ 'Managed Accounts 2026-03.csv': TABLE });
    expect(skipped).toEqual([]);
    expect(inventory.resources.at(-1)).toMatchObject({ id: 'safe:prod-db/account:sa', name: 'sa@prod-db' });
    expect(rulesOf(judgeInventory(inventory)).fail).toEqual(['account-unmanaged']);
  });

  it('is read by the names that the sender says', async () => {
    const table = 'Konto,Rechner,Automatik\nsa,prod-db,nein\nsb,prod-db,no\n';
    const mapping = {
      managed_accounts: { AccountName: 'konto', SystemName: 'Rechner', AutoManagementFlag: 'Automatik' },
    };
    const { inventory } = await readFiles({ 'managed_accounts.csv': table }, { mapping });
    const controls = inventory.controls.flatMap((each) => (each.kind === 'management' ? [each.automatic] : []));
    // What is neither yes nor no is not told.
    expect(controls).toEqual([null, false]);
  });

  it.each([
    ['Konto,Rechner\nsa,prod-db\n', {}, 'the header names no AccountName'],
    [TABLE, { managed_accounts: { AccountName: 'Konto' } }, 'the table has no column Konto'],
    ['Account,System\nsa,prod-db,more\n', {}, 'are they shifted?'],
    ['Account,System,Password\nsa,prod-db,x\n', {}, 'a column of values, Password: leave it out'],
  ])('is refused with its place where that cannot be: %j', async (table, mapping, message) => {
    await expect(readFiles({ 'managed_accounts.csv': table }, { mapping })).rejects.toThrow(message);
  });

  it('in JSON is known by its members', async () => {
    const files = {
      'a.json': JSON.stringify([account()]),
      'b.json': JSON.stringify({ TotalCount: 1, Data: [{ UserID: 1, UserName: 'rosa' }] }),
    };
    const { inventory } = await readFiles(files);
    expect(inventory.principals.map(({ id }) => id)).toEqual(['user:1']);
    const part = await readFiles({
      'b.json': JSON.stringify({ TotalCount: 2, Data: [{ UserID: 1, UserName: 'rosa' }] }),
    });
    expect(part.inventory.sections.find(({ name }) => name === 'users')).toMatchObject({ status: 'failed' });
    expect(inventory.sections.filter(({ status }) => status === 'ok').map(({ name }) => name)).toEqual([
      'managed_accounts',
      'users',
    ]);
  });
});
