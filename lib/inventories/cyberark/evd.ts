import { ReportError } from '#lib/scanners/contract.ts';
import { asString, type Json } from '#lib/scanners/shared/text.ts';
import type { InventoryDocument } from '../shared/document.ts';
import type { RawSection, Row } from '../shared/section.ts';
import { EVD_LISTS, type EvdSection } from './evd-lists.ts';
import { type EvdRow, readEvd } from './evd-rows.ts';
import type { CyberarkSection } from './sections.ts';

/** Of each list: the section that it is, and its rows as PVWA would have answered them. */
const LISTS: Readonly<Record<EvdSection, { section: CyberarkSection; rowOf(row: EvdRow): Json | null }>> = {
  safes_list: {
    section: 'safes',
    rowOf: ({ of, flag }) => ({
      safeName: of('SafeName'),
      safeNumber: of('SafeID'),
      confirmersCount: of('ConfirmersCount'),
      enforceExclusivePasswords: flag('EnforceExlusivePasswords'),
      creationTime: of('CreationDate'),
    }),
  },
  owners_list: { section: 'safe_members', rowOf: memberOf },
  users_list: { section: 'users', rowOf: userOf },
  groups_list: {
    section: 'groups',
    rowOf: ({ of }) => ({
      id: of('GroupID'),
      groupName: of('GroupName'),
      groupType: /^(?:external|1|yes)$/i.test(of('Internal/External') ?? '') ? 'Directory' : 'Vault',
    }),
  },
  group_members_list: {
    section: 'group_members',
    rowOf: ({ of, flag }) => ({ groupId: of('GroupID'), memberId: of('UserID'), isGroup: flag('MemberIsGroup') }),
  },
  files_list: { section: 'accounts', rowOf: accountOf },
};

/** Puts what the vault's own export says in the place of what PVWA would have answered. */
export async function unfoldExport(document: InventoryDocument): Promise<void> {
  unfoldMembers(document);
  for (const [name, { section, rowOf }] of Object.entries(LISTS)) {
    const given = document.sections.get(name);
    document.sections.delete(name);
    if (given === undefined || given.status === 'absent') continue;
    if ((document.sections.get(section)?.status ?? 'absent') !== 'absent') {
      throw new ReportError(`there are both ${section} and ${name}: deliver one of them`, name);
    }
    document.sections.set(section, await sectionOf(given, name as EvdSection, rowOf));
  }
}

/** Members as PVWA answers them, of all safes together: each row names its safe. */
function unfoldMembers({ sections }: InventoryDocument): void {
  const given = sections.get('members');
  sections.delete('members');
  if (given === undefined || given.status === 'absent') return;
  if ((sections.get('safe_members')?.status ?? 'absent') !== 'absent') {
    throw new ReportError('there are both safe_members and members: deliver one of them', 'members');
  }
  sections.set('safe_members', { ...given, rows: bySafe(given.rows) });
}

async function sectionOf(
  given: RawSection,
  name: EvdSection,
  rowOf: (row: EvdRow) => Json | null,
): Promise<RawSection> {
  if (given.text === null) return given;
  const rows: Row[] = [];
  for (const row of await readEvd(given.text, name, EVD_LISTS[name])) {
    const value = rowOf(row);
    if (value !== null) rows.push({ value, position: row.position, list: '' });
  }
  const read: RawSection = { ...given, text: null, rows };
  return name === 'owners_list' ? { ...read, rows: bySafe(rows) } : read;
}

/** Members are asked for safe by safe where PVWA answers. */
function bySafe(rows: readonly Row[]): Row[] {
  const found = new Map<string, { position: string; data: Json[] }>();
  for (const { value, position } of rows) {
    const safe = asString(value.safeName) ?? '';
    const known = found.get(safe) ?? { position, data: [] };
    known.data.push({ ...value, position });
    found.set(safe, known);
  }
  return [...found].map(([safe, { position, data }]) => ({ value: { safe, status: 'ok', data }, position, list: '' }));
}

function memberOf({ of, flag }: EvdRow): Json {
  return {
    ...{ safeName: of('SafeName'), safeNumber: of('SafeID') },
    ...{ memberId: of('OwnerID'), memberName: of('OwnerName'), memberType: of('OwnerType') },
    membershipExpirationDate: of('ExpirationDate'),
    permissions: {
      listAccounts: flag('List'),
      useAccounts: flag('UsePassword'),
      retrieveAccounts: flag('Retrieve'),
      updateAccountContent: flag('UpdateObject'),
      specifyNextAccountContent: flag('InitiateCPMChangeWithManualPassword'),
      requestsAuthorizationLevel1: flag('Confirm'),
      accessWithoutConfirmation: flag('NoConfirmRequired'),
      manageSafe: flag('ManageSafe'),
      manageSafeMembers: flag('ManageSafeOwners'),
    },
  };
}

function userOf({ of, flag }: EvdRow): Json {
  const disabled = flag('Disabled');
  return {
    ...{ id: of('UserID'), username: of('UserName'), enableUser: disabled === null ? null : !disabled },
    ...{ expiryDate: of('ExpirationDate'), lastSuccessfulLoginDate: of('LastLogonDate') },
    creationDate: of('CreationDate'),
    authenticationMethod: listOf(of('AuthenticationMethods')),
    vaultAuthorization: listOf(of('Authorizations')),
  };
}

/** Several words in one value, however they are divided. */
const listOf = (text: string | null): string[] | null =>
  text === null ? null : text.split(/[;,|]/).flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));

/** Of the objects in a safe those that hold a password, or a key, and were not deleted. */
function accountOf({ of }: EvdRow): Json | null {
  if ((of('DeletionDate') ?? '') !== '' || !/^(?:2|password)$/i.test(of('Type') ?? '')) return null;
  const times = ['LastModifiedDate', 'ModificationDate'].map(of).find((text) => text !== null && text !== '');
  return {
    ...{ id: `${of('SafeID')}_${of('FileID')}`, name: of('FileName'), safeName: of('SafeName') },
    ...{ createdTime: of('CreationDate'), lastUsedDate: of('LastUsedDate') },
    secretManagement: { lastModifiedTime: times ?? null },
  };
}
