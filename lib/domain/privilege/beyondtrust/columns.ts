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

/** What reports call it where it is not the name of the API; each as `plainName` spells it. */
export const USUAL_NAMES: Readonly<Record<string, string>> = {
  account: 'AccountName',
  managedaccount: 'AccountName',
  system: 'SystemName',
  managedsystem: 'SystemName',
  asset: 'SystemName',
  automanage: 'AutoManagementFlag',
  automaticmanagement: 'AutoManagementFlag',
  autopasswordmanagement: 'AutoManagementFlag',
  lastchange: 'LastChangeDate',
  lastpasswordchange: 'LastChangeDate',
  passwordlastchanged: 'LastChangeDate',
  changefrequency: 'ChangeFrequencyDays',
  changeafterrelease: 'ChangePasswordAfterAnyReleaseFlag',
  changepasswordafterrelease: 'ChangePasswordAfterAnyReleaseFlag',
  concurrentrequests: 'MaxConcurrentRequests',
  group: 'Name',
  groupname: 'Name',
  usergroup: 'Name',
  role: 'RoleName',
  user: 'UserName',
  lastlogin: 'LastLoginDate',
  active: 'IsActive',
  administrator: 'IsAdministratorGroup',
  accesspolicy: 'AccessPolicyName',
};

/** What names the thing that a row is of: one of these a table must have. */
export const NEEDED: Readonly<Record<BeyondtrustSection, readonly string[]>> = {
  managed_accounts: ['AccountName'],
  managed_systems: ['SystemName', 'HostName'],
  user_groups: ['Name'],
  users: ['UserName'],
  entitlements: ['Name', 'UserName'],
  requests: ['RequestorName'],
};
