import { COMPANY } from '../company.ts';
import { SCHEMA, type SystemMoment, type SystemReport } from './system-report.ts';

type Row = Record<string, unknown>;

const SCOPE = `${COMPANY}-vault`;
const ok = (data: unknown): Row => ({ status: 'ok', data });
const NOTHING = { useAccounts: false, retrieveAccounts: false, manageSafe: false, manageSafeMembers: false };
const ALL = { ...NOTHING, useAccounts: true, retrieveAccounts: true, manageSafe: true, manageSafeMembers: true };

/** What CyberArk says of the vault with the passwords of the demo's servers. */
export function cyberarkSystem({ at, picture, days }: SystemMoment): SystemReport {
  /** PVWA writes seconds. */
  const seconds = (count: number): number => Math.floor(Date.parse(days(count)) / 1000);
  const safe = (safeName: string, safeNumber: number): Row => ({
    ...{ safeName, safeUrlId: safeName, safeNumber, creationTime: seconds(1200) },
  });
  const members = {
    'Prod-Databases': [
      member('Prod-Databases', 'Safe Owners', 31, 'Group', { manageSafe: true, manageSafeMembers: true }),
      member('Prod-Databases', 'DBAs', 32, 'Group', { useAccounts: true, retrieveAccounts: true }),
      // Since the third picture one person holds the safe and who is in it.
      ...(picture > 2 ? [member('Prod-Databases', 'lferrer', 13, 'User', ALL)] : []),
    ],
    'Test-Databases': [member('Test-Databases', 'DBAs', 32, 'Group', { useAccounts: true, retrieveAccounts: true })],
  };
  const document = {
    ...{ schema: SCHEMA, source: 'cyberark', scope: SCOPE, collected_at: at.toISOString(), collector: 'demo' },
    sections: {
      safes: ok([safe('Prod-Databases', 41), safe('Test-Databases', 42)]),
      safe_members: ok(Object.entries(members).map(([name, data]) => ({ safe: name, status: 'ok', data }))),
      accounts: ok([
        account('41_1', 'db-billing', 'Prod-Databases', seconds(25), seconds(1000)),
        account('41_2', 'db-tracking', 'Prod-Databases', seconds(210), seconds(1000)),
        account('42_1', 'db-test', 'Test-Databases', seconds(25), seconds(1000)),
      ]),
      users: ok([
        user('icalder', 11, [31, 'Safe Owners'], seconds(2)),
        user('hmori', 12, [32, 'DBAs'], seconds(4)),
        user('lferrer', 13, [32, 'DBAs'], seconds(3)),
        // Has not signed in for half a year.
        user('sosei', 14, [32, 'DBAs'], seconds(190)),
      ]),
      groups: ok([
        { ...{ id: 31, groupName: 'Safe Owners', groupType: 'Vault' }, members: [{ id: 11, username: 'icalder' }] },
        {
          ...{ id: 32, groupName: 'DBAs', groupType: 'Vault' },
          members: ['hmori', 'lferrer', 'sosei'].map((username, index) => ({ id: 12 + index, username })),
        },
      ]),
      platforms: ok([platform()]),
    },
  };
  return { source: 'cyberark', scope: SCOPE, at, document };
}

const user = (username: string, id: number, [groupID, groupName]: [number, string], seen: number): Row => ({
  ...{ id, username, source: 'LDAP', userType: 'EPVUser', componentUser: false },
  groupsMembership: [{ groupID, groupName, groupType: 'Vault' }],
  ...{ vaultAuthorization: [], enableUser: true, suspended: false, expiryDate: null },
  ...{ lastSuccessfulLoginDate: seen, authenticationMethod: ['AuthTypeLDAP'] },
});

const member = (safeName: string, memberName: string, memberId: number, memberType: string, given: Row): Row => ({
  ...{ safeName, memberId, memberName, memberType, membershipExpirationDate: null, isPredefinedUser: false },
  permissions: { ...NOTHING, listAccounts: true, ...given },
});

const account = (id: string, userName: string, safeName: string, changed: number, createdTime: number): Row => ({
  ...{ id, name: `Database-${userName}`, address: `${userName}.${COMPANY}.example`, userName, safeName, createdTime },
  ...{ platformId: 'PostgreSQL', secretType: 'password', platformAccountProperties: {} },
  secretManagement: { automaticManagementEnabled: true, status: 'success', lastModifiedTime: changed },
});

const platform = (): Row => ({
  general: { id: 'PostgreSQL', name: 'PostgreSQL', active: true, platformType: 'regular' },
  credentialsManagement: { performPeriodicChange: true, requirePasswordChangeEveryXDays: 90 },
  privilegedAccessWorkflows: {
    requireDualControlPasswordAccessApproval: true,
    enforceCheckinCheckoutExclusiveAccess: true,
    enforceOnetimePasswordAccess: false,
  },
});
