import type { TestInventory } from '../github/testing.ts';

type Row = Record<string, unknown>;

const ok = (data: unknown): Row => ({ status: 'ok', data });
const DAY = 86_400;
/** 2026-03-02T06:00:00Z, as PVWA writes it. */
export const COLLECTED = 1_772_431_200;

/** A vault with a safe of production, in which every rule passes. For tests. */
export function soundVault(scope = 'vault-eu'): TestInventory {
  return {
    schema: 'inventory/v1',
    source: 'cyberark',
    scope,
    collected_at: '2026-03-02T06:00:00Z',
    collector: 'test',
    sections: {
      safes: ok([{ safeName: 'Prod-DB', safeUrlId: 'Prod-DB', safeNumber: 41, creationTime: COLLECTED - 900 * DAY }]),
      safe_members: ok([
        {
          safe: 'Prod-DB',
          status: 'ok',
          data: [
            member('Administrator', 2, 'User', { ...ALL, isPredefined: true }),
            member('Safe Owners', 31, 'Group', { manageSafe: true, manageSafeMembers: true, listAccounts: true }),
            member('DBAs', 32, 'Group', { listAccounts: true, retrieveAccounts: true, useAccounts: true }),
            member('deploy-app', 15, 'User', { listAccounts: true, retrieveAccounts: true }),
          ],
        },
      ]),
      accounts: ok([account()]),
      users: ok([
        { ...user('Administrator', 2), userType: 'Built-InAdmins', vaultAuthorization: ['AddUpdateUsers'] },
        { ...user('rosa', 12), groupsMembership: [{ groupID: 31, groupName: 'Safe Owners', groupType: 'Vault' }] },
        { ...user('ines', 13), groupsMembership: [{ groupID: 32, groupName: 'DBAs', groupType: 'Vault' }] },
        { ...user('olga', 14), vaultAuthorization: ['AddUpdateUsers', 'AuditUsers'] },
        { ...user('deploy-app', 15), userType: 'AppProvider' },
        { ...user('CPM1', 16), userType: 'CPM', componentUser: true },
      ]),
      groups: ok([
        { id: 31, groupName: 'Safe Owners', groupType: 'Vault', members: [{ id: 12, username: 'rosa' }] },
        { id: 32, groupName: 'DBAs', groupType: 'Vault', members: [{ id: 13, username: 'ines' }] },
      ]),
      platforms: ok([platform()]),
    },
  };
}

const user = (username: string, id: number): Row => ({
  ...{ id, username, source: 'CyberArk', userType: 'EPVUser', componentUser: false, groupsMembership: [] },
  ...{ vaultAuthorization: [], enableUser: true, suspended: false, expiryDate: null },
  ...{ lastSuccessfulLoginDate: COLLECTED - DAY, authenticationMethod: ['AuthTypeLDAP'] },
});

const ALL: Row = {
  useAccounts: true,
  retrieveAccounts: true,
  listAccounts: true,
  manageSafe: true,
  manageSafeMembers: true,
};

export function member(name: string, id: number, memberType: string, given: Row): Row {
  const { isPredefined = false, ...permissions } = given;
  return {
    ...{ safeName: 'Prod-DB', safeNumber: 41, memberId: id, memberName: name, memberType },
    ...{ membershipExpirationDate: null, isPredefinedUser: isPredefined },
    permissions: {
      useAccounts: false,
      retrieveAccounts: false,
      manageSafe: false,
      manageSafeMembers: false,
      ...permissions,
    },
  };
}

const account = (): Row => ({
  ...{ id: '41_3', name: 'Database-Oracle-db1-sys', address: 'db1.example.com', userName: 'sys' },
  ...{ platformId: 'Oracle', safeName: 'Prod-DB', secretType: 'password', platformAccountProperties: {} },
  secretManagement: { automaticManagementEnabled: true, status: 'success', lastModifiedTime: COLLECTED - 20 * DAY },
  createdTime: COLLECTED - 800 * DAY,
});

const platform = (): Row => ({
  general: { id: 'Oracle', name: 'Oracle Database', active: true, platformType: 'regular' },
  credentialsManagement: { performPeriodicChange: true, requirePasswordChangeEveryXDays: 30 },
  privilegedAccessWorkflows: {
    requireDualControlPasswordAccessApproval: true,
    enforceCheckinCheckoutExclusiveAccess: true,
    enforceOnetimePasswordAccess: false,
  },
});
