import type { Outline } from '#lib/scanners/contract.ts';
import { asArray, asRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { SectionShape } from '../shared/section.ts';

/** Pages are joined by whoever fetched them: one that has a next one is not all there is. */
const morePages = ({ nextLink }: Json): string | null =>
  typeof nextLink === 'string' && nextLink !== '' ? 'there are more pages: join every page into one list' : null;

/** An answer of PVWA, `{value: []}`, by members of its first row. */
const valuesWith =
  (...names: string[]) =>
  (outline: Outline): boolean => {
    if (outline.kind !== 'json') return false;
    const first = asRecord(asArray(asRecord(outline.value).value)[0]);
    return names.every((name) => Object.hasOwn(first, name));
  };

const topHas =
  (name: string) =>
  (outline: Outline): boolean =>
    outline.kind === 'json' && Array.isArray(asRecord(outline.value)[name]);

/** Lists of the vault's export have no header: they are known by their names, as they are called in its commands. */
const exported =
  (list: string) =>
  (outline: Outline, name: string): boolean =>
    outline.kind === 'text' && new RegExp(`(?:^|[^a-z])${list}[^a-z]*\\.(?:csv|txt)$`, 'i').test(name);

const values = { kind: 'list', list: 'value', missing: morePages } as const;

/** The sections of a CyberArk vault: what PVWA answers, or the lists of its export. `docs/privileges.md` names the calls. */
export const CYBERARK_SECTIONS = {
  safes: { ...values, own: valuesWith('safeName', 'safeNumber', 'managingCPM') },
  safe_members: { kind: 'each', key: 'safe' },
  members: { ...values, own: valuesWith('memberName', 'permissions') },
  accounts: { ...values, own: valuesWith('platformId', 'safeName') },
  users: { kind: 'list', list: 'Users', own: topHas('Users') },
  groups: { ...values, own: valuesWith('groupName', 'groupType') },
  group_members: { kind: 'list' },
  platforms: { kind: 'list', list: 'Platforms', own: topHas('Platforms') },
  safes_list: { kind: 'text', own: exported('safeslist') },
  owners_list: { kind: 'text', own: exported('ownerslist') },
  users_list: { kind: 'text', own: exported('userslist') },
  groups_list: { kind: 'text', own: exported('groupslist') },
  group_members_list: { kind: 'text', own: exported('groupmemberslist') },
  files_list: { kind: 'text', own: exported('fileslist') },
} as const satisfies Record<string, SectionShape>;

export type CyberarkSection = keyof typeof CYBERARK_SECTIONS;
