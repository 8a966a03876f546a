/** `id` and `yes` are what shifted columns are told by. */
export type ColumnType = 'id' | 'yes' | 'text';

export interface EvdList {
  /** In the order in which the export writes them, which has no header. */
  columns: readonly (readonly [name: string, type: ColumnType])[];
  /** Older versions leave columns out at the end; newer ones add some there. */
  atLeast: number;
  needs: readonly string[];
}

const text = (names: string): [string, ColumnType][] => names.split(' ').map((name) => [name, 'text']);
const yes = (names: string): [string, ColumnType][] => names.split(' ').map((name) => [name, 'yes']);
const id = (name: string): [string, ColumnType] => [name, 'id'];

const OWNERS: EvdList = {
  columns: [
    ...[id('SafeID'), ...text('SafeName'), id('OwnerID'), ...text('OwnerName OwnerType ExpirationDate')],
    ...yes('List Retrieve CreateObject UpdateObject UpdateObjectProperties RenameObject Delete ViewAudit ViewOwners'),
    ...yes('UsePassword InitiateCPMChange InitiateCPMChangeWithManualPassword CreateFolder DeleteFolder UnlockObject'),
    ...yes('MoveFrom MoveInto ManageSafe ManageSafeOwners ValidateSafeContent Backup NoConfirmRequired Confirm'),
    ...yes('EventsList EventsAdd'),
  ],
  atLeast: 29,
  needs: ['SafeID', 'OwnerID', 'OwnerName', 'Retrieve', 'UsePassword', 'ManageSafe', 'ManageSafeOwners'],
};

const USERS: EvdList = {
  columns: [
    ...[id('UserID'), ...text('UserName'), id('LocationID')],
    ...text('LocationName FirstName LastName BusinessEmail'),
    ...yes('Disabled'),
    ...text('FromHour ToHour ExpirationDate'),
    ...yes('PasswordNeverExpires'),
    ...text('LogRetentionPeriod AuthenticationMethods Authorizations GatewayAccountAuthorizations DistinguishedName'),
    ...text('Internal/External LDAPFullDN LDAPDirectory MapName MapID LastLogonDate PrevLogonDate UserTypeID'),
    ...text('RestrictedInterfaces ApplicationMetadata CreationDate'),
  ],
  atLeast: 24,
  needs: ['UserID', 'UserName', 'Disabled'],
};

const SAFES: EvdList = {
  columns: [
    ...[id('SafeID'), ...text('SafeName'), id('LocationID')],
    ...text('LocationName Size MaxSize %UsedSize LastUsed VirusFree TextOnly AccessLocation SecurityLevel Delay'),
    ...text('FromHour ToHour DailyVersions MonthlyVersions YearlyVersions LogRetentionPeriod'),
    ...text('ObjectsRetentionPeriod RequestRetentionPeriod ShareOptions'),
    id('ConfirmersCount'),
    ...text('ConfirmType DefaultAccessMarks DefaultFileCompression DefaultReadOnly QuotaOwner UseFileCategories'),
    ...yes('RequireReasonToRetrieve EnforceExlusivePasswords RequireContentValidation'),
    ...text('CreationDate CreatedBy NumberOfPasswordVersions'),
  ],
  atLeast: 31,
  needs: ['SafeID', 'SafeName', 'ConfirmersCount'],
};

const GROUPS: EvdList = {
  columns: [
    ...[id('GroupID'), ...text('GroupName'), id('LocationID')],
    ...text('LocationName Description ExternalGroupName Internal/External LDAPFullDN LDAPDirectory MapName MapID'),
  ],
  atLeast: 7,
  needs: ['GroupID', 'GroupName'],
};

const GROUP_MEMBERS: EvdList = {
  columns: [id('GroupID'), id('UserID'), ...yes('MemberIsGroup')],
  atLeast: 3,
  needs: ['GroupID', 'UserID', 'MemberIsGroup'],
};

const FILES: EvdList = {
  columns: [
    ...[id('SafeID'), ...text('SafeName Folder'), id('FileID')],
    ...text('FileName InternalName Size CreatedBy CreationDate LastUsedBy LastUsedDate ModificationDate ModifiedBy'),
    ...text('DeletedBy DeletionDate LockDate LockBy LockedByUserID'),
    ...yes('Accessed New Retrieved Modified IsRequestNeeded'),
    ...text('ValidationStatus Type CompressedSize LastModifiedDate LastModifiedBy LastUsedByHuman LastUsedHumanDate'),
    ...text('LastUsedByComponent LastUsedComponentDate'),
  ],
  atLeast: 25,
  needs: ['SafeID', 'SafeName', 'FileID', 'FileName', 'Type'],
};

/** What ExportVaultData writes, by the section of ours that holds it. */
export const EVD_LISTS = {
  safes_list: SAFES,
  owners_list: OWNERS,
  users_list: USERS,
  groups_list: GROUPS,
  group_members_list: GROUP_MEMBERS,
  files_list: FILES,
} as const satisfies Record<string, EvdList>;

export type EvdSection = keyof typeof EVD_LISTS;
