import type { Permission } from '#lib/domain/access/access.ts';

export interface SettingsSection {
  href: string;
  label: string;
  /** Only somebody who has it is offered the section. */
  permission: Permission;
}

/** The sections of Settings, in their order; one line per screen. */
const SECTIONS: readonly SettingsSection[] = [
  { href: '/settings/organization', label: 'Organization', permission: 'settings:write' },
  { href: '/settings/teams', label: 'Teams', permission: 'team:read' },
  { href: '/settings/sign-in', label: 'Sign-in', permission: 'settings:write' },
  { href: '/settings/sla', label: 'SLA and exceptions', permission: 'settings:write' },
  { href: '/settings/limits', label: 'Limits', permission: 'settings:write' },
  { href: '/settings/digest', label: 'Digest', permission: 'settings:write' },
  { href: '/settings/retention', label: 'Retention', permission: 'settings:write' },
];

/** The sections that somebody with these permissions has. */
export function sectionsFor(permissions: ReadonlySet<Permission>): SettingsSection[] {
  return SECTIONS.filter(({ permission }) => permissions.has(permission));
}
