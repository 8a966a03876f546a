import type { SectionShape } from '../shared/section.ts';

/** The sections of a CyberArk vault; what each holds is what PVWA answers. `docs/privileges.md` names the calls. */
export const CYBERARK_SECTIONS = {
  safes: { kind: 'list' },
  safe_members: { kind: 'each' },
  accounts: { kind: 'list' },
  users: { kind: 'list' },
  groups: { kind: 'list' },
  group_members: { kind: 'list' },
  platforms: { kind: 'list' },
} as const satisfies Record<string, SectionShape>;

export type CyberarkSection = keyof typeof CYBERARK_SECTIONS;
