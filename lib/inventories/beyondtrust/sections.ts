import { type BeyondtrustSection, plainName } from '#lib/domain/privilege/beyondtrust/columns.ts';
import type { Outline } from '#lib/scanners/contract.ts';
import type { SectionShape } from '../shared/section.ts';
import { hasColumns } from './columns.ts';
import { readTable } from './table.ts';

const list = (section: BeyondtrustSection) => ({
  kind: 'list' as const,
  list: 'Data',
  table: (text: string, mapping: Readonly<Record<string, string>>) => readTable(text, section, mapping),
  // `Managed Accounts (all) 2026-03.csv`
  own: (outline: Outline, name: string): boolean =>
    outline.kind === 'text' ? plainName(name).startsWith(plainName(section)) : hasColumns(section)(outline),
});

/** The sections of Password Safe: what its API answers, or tables of reports. `docs/privileges.md` names the calls. */
export const BEYONDTRUST_SECTIONS = {
  managed_accounts: list('managed_accounts'),
  // Before those whose members it has too.
  entitlements: list('entitlements'),
  managed_systems: list('managed_systems'),
  user_groups: list('user_groups'),
  users: list('users'),
  requests: list('requests'),
} as const satisfies Record<BeyondtrustSection, SectionShape>;
