import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { changed, type TestInventory } from '../github/testing.ts';
import { cyberark } from './read.ts';
import { COLLECTED, member, soundVault } from './testing.ts';

const read = (document: TestInventory) => cyberark.read(sourceFromBytes(JSON.stringify(document)));

async function statesOf(document: TestInventory) {
  const { rules } = judgeInventory((await read(document)).inventory);
  const of = (wanted: string): string[] => [...rules].filter(([, state]) => state === wanted).map(([rule]) => rule);
  return { pass: of('pass'), fail: of('fail'), unknown: of('unknown') };
}

const RULES = PRIVILEGE_RULES.filter(({ needs }) => needs.cyberark !== undefined).map(({ id }) => id);
const DAY = 86_400;

const at = (section: string, rest: string): string => `sections.${section}.data${rest}`;
const members = (rest: string): string => at('safe_members', `[0].data${rest}`);
const workflows = (name: string): string => at('platforms', `[0].privilegedAccessWorkflows.${name}`);
const READS = { retrieveAccounts: true };
const MANAGES = { manageSafe: true, manageSafeMembers: true };

/** What is changed in a vault where all is right, the rules that then fail, and those that then do not know. */
const CASES: readonly [path: string, value: unknown, fails: string[], unknown?: string[]][] = [
  [members('[2].permissions.accessWithoutConfirmation'), true, ['dual-control-bypassed']],
  [members('[3].permissions.accessWithoutConfirmation'), true, []],
  [members('[1].permissions.retrieveAccounts'), true, ['safe-manager-reads']],
  [members('[4]'), member('rosa', 12, 'User', READS), ['safe-manager-reads']],
  [members('[4]'), { ...member('rosa', 12, 'User', READS), membershipExpirationDate: COLLECTED - DAY }, []],
  [members('[4]'), member('System', 5, 'User', { ...READS, ...MANAGES, isPredefined: true }), []],
  [
    members('[2].permissions'),
    undefined,
    [],
    ['disabled-keeps-rights', 'dual-control-bypassed', 'safe-manager-reads', 'safe-too-many-readers'],
  ],
  [
    at('safe_members', '[0]'),
    { safe: 'Prod-DB', status: 'failed', http: 403 },
    [],
    ['dual-control-bypassed', 'safe-manager-reads', 'safe-too-many-readers'],
  ],
  [workflows('requireDualControlPasswordAccessApproval'), false, ['dual-control-off']],
  [
    workflows('requireDualControlPasswordAccessApproval'),
    { isActive: false, isAnException: true },
    ['dual-control-off'],
  ],
  [workflows('requireDualControlPasswordAccessApproval'), undefined, [], ['dual-control-off']],
  [
    at('safes', '[0].safeName'),
    'Test-DB',
    [],
    [
      'disabled-keeps-rights',
      'dual-control-bypassed',
      'safe-manager-reads',
      'safe-too-many-readers',
      'account-unmanaged',
      'account-not-changed',
    ],
  ],
  [workflows('enforceCheckinCheckoutExclusiveAccess'), false, ['shared-checkout']],
  [workflows('enforceCheckinCheckoutExclusiveAccess'), undefined, [], ['shared-checkout']],
  [at('accounts', '[0].platformId'), 'Unused', [], ['dual-control-off']],
  [at('accounts', '[0].secretManagement.automaticManagementEnabled'), false, ['account-unmanaged']],
  [at('accounts', '[0].secretManagement.status'), 'failure', ['account-unmanaged']],
  [at('accounts', '[0].secretManagement.automaticManagementEnabled'), undefined, [], ['account-unmanaged']],
  [at('accounts', '[0].secretManagement.lastModifiedTime'), COLLECTED - 31 * DAY, ['account-not-changed']],
  [at('accounts', '[0].secretManagement.lastModifiedTime'), COLLECTED - 30 * DAY, []],
  [at('users', '[1].enableUser'), false, ['disabled-keeps-rights']],
  [at('users', '[1].enableUser'), undefined, [], ['disabled-keeps-rights']],
  [at('users', '[1].expiryDate'), COLLECTED - DAY, ['disabled-keeps-rights']],
  [at('users', '[3].enableUser'), false, ['disabled-keeps-rights']],
  [at('users', '[4].enableUser'), false, []],
  [at('users', '[3].lastSuccessfulLoginDate'), COLLECTED - 91 * DAY, ['unused-owner']],
  [at('users', '[3].lastSuccessfulLoginDate'), undefined, [], ['unused-owner']],
  [at('users', '[0].lastSuccessfulLoginDate'), COLLECTED - 91 * DAY, []],
  [at('groups', '[1].groupType'), 'Directory', [], ['safe-too-many-readers']],
];

describe('the inventory of a CyberArk vault', () => {
  it('passes every rule where all is right', async () => {
    expect(await statesOf(soundVault())).toEqual({ pass: RULES, fail: [], unknown: [] });
    expect((await read(soundVault())).skipped).toEqual([]);
  });

  it.each(CASES)('with %s being %j fails these rules: %j', async (path, value, fail, unknown = []) => {
    const states = await statesOf(changed(soundVault(), path, value));
    expect(states).toMatchObject({ fail, unknown: unknown.toSorted() });
  });

  const onlyOf = (document: TestInventory, section: string): TestInventory => ({
    ...document,
    sections: { [section]: document.sections[section] },
  });

  it('judges accounts that are delivered alone, in the safes that they name', async () => {
    const unmanaged = changed(soundVault(), at('accounts', '[0].secretManagement.automaticManagementEnabled'), false);
    const alone = onlyOf(unmanaged, 'accounts');
    expect(await statesOf(alone)).toMatchObject({ pass: ['account-not-changed'], fail: ['account-unmanaged'] });
    const about = async (document: TestInventory) =>
      judgeInventory((await read(document)).inventory).failures.map(({ rule, resource }) => [rule.id, resource.id]);
    expect(await about(alone)).toEqual(await about(unmanaged));
  });

  it('knows the rights of members that are delivered alone, and judges no rule that needs to know every safe', async () => {
    const alone = onlyOf(soundVault(), 'safe_members');
    const { inventory, skipped } = await read(alone);
    const whole = (await read(soundVault())).inventory.grants.filter(({ resource }) => resource.startsWith('safe:'));
    expect(inventory.grants.length).toBe(whole.length);
    expect(skipped).toEqual([]);
    expect(await statesOf(alone)).toMatchObject({ pass: [], fail: [] });
  });

  it('fails each rule in one of these cases, but the one about many people', () => {
    const failed = new Set(CASES.flatMap(([, , fails]) => fails));
    expect(RULES.filter((id) => !failed.has(id))).toEqual(['safe-too-many-readers']);
  });

  const readersIn = (count: number): TestInventory => {
    const users = Array.from({ length: count }, (_, index) => {
      const groupsMembership = [{ groupID: 40, groupName: 'Inner', groupType: 'Vault' }];
      return { id: 100 + index, username: `reader-${index}`, enableUser: true, expiryDate: null, groupsMembership };
    });
    const sound = soundVault();
    const into = (name: string) => (sound.sections[name] as { data: unknown[] }).data;
    into('users').push(...users);
    // A circle of groups, the outer one of which reads.
    into('groups').push({ id: 40, groupName: 'Inner', groupType: 'Vault', members: [] });
    into('groups').push({ id: 41, groupName: 'Outer', groupType: 'Vault', members: [{ groupName: 'Inner', id: 40 }] });
    into('groups').push({ id: 42, groupName: 'Ring', groupType: 'Vault', members: [{ groupName: 'Outer', id: 41 }] });
    (into('groups').at(-3) as { members: unknown[] }).members.push({ groupName: 'Ring', id: 42 });
    (into('safe_members')[0] as { data: unknown[] }).data.push(member('Outer', 41, 'Group', READS));
    return sound;
  };

  it.each([
    [19, []],
    [20, ['safe-too-many-readers']],
  ])('counts people who read a safe through groups in groups: %i beside one', async (count, fail) => {
    expect((await statesOf(readersIn(count))).fail).toEqual(fail);
  });

  it('takes one group for who manages and reads, not each of its people', async () => {
    const { inventory } = await read(changed(soundVault(), members('[1].permissions.retrieveAccounts'), true));
    const { failures } = judgeInventory(inventory);
    expect(failures.map(({ principal, resource }) => [principal?.id, resource.id])).toEqual([['group:31', 'safe:41']]);
  });

  it('knows users and safes by their numbers, so that a new name is no new one', async () => {
    const bad = changed(soundVault(), at('users', '[1].enableUser'), false);
    const renamed = JSON.parse(
      JSON.stringify(bad).replaceAll('"rosa"', '"rosa-maria"').replaceAll('Prod-DB', 'Prod-DB2'),
    );
    const about = async (document: TestInventory) =>
      judgeInventory((await read(document)).inventory).failures.map(({ principal, resource }) => [
        principal?.id,
        resource.id,
      ]);
    expect(await about(renamed)).toEqual(await about(bad));
  });

  it('says of rows that it cannot read where they are, and takes names in another case for the same', async () => {
    const document = soundVault();
    const into = (name: string) => (document.sections[name] as { data: unknown[] }).data;
    into('users').push({ id: 99, username: 'ROSA', enableUser: true }, { username: 'nobody' });
    into('safes').push({ safeName: 'prod-db', safeNumber: 77 });
    into('accounts').push(
      { id: '9_9', safeName: 'Nowhere' },
      { safeName: 'Prod-DB' },
      { id: '41_4', safeName: 'PROD-DB', userName: 'app' },
    );
    const { skipped, inventory } = await read(document);
    expect(skipped.map(({ position, reason }) => `${position}: ${reason}`)).toEqual([
      'sections.users.data[6]: another user or group is called ROSA too, or so in another case',
      'sections.users.data[7]: no id',
      'sections.safes.data[1]: another safe is called prod-db too, or so in another case',
      'sections.accounts.data[1]: Nowhere is not in the section safes',
      'sections.accounts.data[2]: no id',
    ]);
    expect(inventory.resources.map(({ id }) => id)).toContain('safe:41/account:41_4');
  });

  it('keeps no value of a secret, wherever it is', async () => {
    const document = changed(soundVault(), at('accounts', '[0].secret'), { Value: 'hunter2-hunter2' });
    const { document: kept, inventory } = await read(changed(document, at('accounts', '[0].password'), 'hunter3'));
    expect(kept.stripped.count).toBe(2);
    expect(JSON.stringify(inventory)).not.toMatch(/hunter/);
  });
});
