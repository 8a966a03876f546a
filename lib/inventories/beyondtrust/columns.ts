import type { Outline } from '#lib/scanners/contract.ts';
import { asArray, asRecord } from '#lib/scanners/shared/text.ts';

/** Members that each section of Password Safe's API has, by which reports' columns are known; the first two tell a file. */
export const BEYONDTRUST_COLUMNS = {
  managed_accounts: [
    ...[
      'AccountName',
      'AutoManagementFlag',
      'AccountID',
      'ManagedAccountID',
      'SystemID',
      'ManagedSystemID',
      'SystemName',
    ],
    ...['DomainName', 'LastChangeDate', 'NextChangeDate', 'ChangeFrequencyType', 'ChangeFrequencyDays', 'IsISAAccess'],
    ...['ChangePasswordAfterAnyReleaseFlag', 'CheckPasswordFlag', 'MaxConcurrentRequests', 'ApiEnabled'],
  ],
  entitlements: [
    ...['IsAdministratorGroup', 'GroupID', 'ManagedAccountId', 'Name', 'SmartRuleId', 'Title', 'AccessLevel', 'RoleId'],
    ...['RoleName', 'DedicatedToAppUserName', 'UserID', 'UserName', 'AccountName', 'RationalizedSystemName'],
    ...['AccessPolicyName', 'ManagedSystemID', 'ApplicationName'],
  ],
  managed_systems: [
    'ManagedSystemID',
    'HostName',
    'SystemName',
    'EntityTypeID',
    'PlatformID',
    'NetBiosName',
    'DnsName',
  ],
  user_groups: ['GroupID', 'Name', 'GroupType', 'DistinguishedName', 'IsActive'],
  users: ['UserID', 'UserName', 'DomainName', 'EmailAddress', 'LastLoginDate', 'IsActive', 'IsQuarantined'],
  requests: ['RequestID', 'RequestorName', 'AccountID', 'SystemID', 'Status', 'RequestReleaseDate', 'ExpiresDate'],
} as const satisfies Record<string, readonly string[]>;

export type BeyondtrustSection = keyof typeof BEYONDTRUST_COLUMNS;

export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Whether a list in JSON is this section, by the members of its first row. */
export const hasColumns =
  (section: BeyondtrustSection) =>
  (outline: Outline): boolean => {
    if (outline.kind !== 'json') return false;
    const [first] = asArray(Array.isArray(outline.value) ? outline.value : asRecord(outline.value).Data);
    const [a = '', b = ''] = BEYONDTRUST_COLUMNS[section];
    return Object.hasOwn(asRecord(first), a) && Object.hasOwn(asRecord(first), b);
  };
