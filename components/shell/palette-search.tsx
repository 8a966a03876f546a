import { FolderGit2, ListChecks, ListFilter, Search, ShieldAlert } from 'lucide-react';
import { pathOf } from '#components/queries/addresses.ts';
import { searchEverything } from '#components/queries/frame.ts';
import { KIND_WORDS } from '#components/shared/scope-words.ts';
import type { ScopeView } from '#lib/contracts/scope.ts';
import { formatCount, formatScore } from '#lib/format.ts';
import type { PaletteItem } from './palette-item.ts';
import type { PaletteSearch } from './use-found.ts';

export interface PaletteScope {
  /** What is chosen: the palette finds what is in it. */
  scope: string | null;
  choose: (scope: ScopeView) => void;
}

function scopeItems(scopes: readonly ScopeView[], { scope, choose }: PaletteScope): PaletteItem[] {
  const others = scopes.filter((one) => one.scope !== scope);
  return others.map((one) => ({
    id: `scope:${one.scope}`,
    group: 'Scopes',
    label: `Scope: ${KIND_WORDS[one.kind].toLowerCase()} ${one.name}`,
    hint: formatCount(one.repositories, 'repository', 'repositories'),
    icon: <ListFilter aria-hidden />,
    target: { run: () => choose(one) },
  }));
}

/**
 * Repositories, findings and actions of the chosen scope that have the text, and scopes to choose; a reference such as
 * `web#412` gives its finding.
 */
export const searchPalette =
  (within: PaletteScope): PaletteSearch =>
  async (text, signal) => {
    const { repositories, findings, actions, scopes } = await searchEverything(within.scope, text, signal);
    const isReference = /^\S*#\d+$/.test(text);
    const found: PaletteItem[] = findings.map((one) => ({
      id: `finding:${one.id}`,
      group: 'Findings',
      label: one.title,
      hint: one.image === null ? one.ref : `${one.ref} in ${one.image}`,
      icon: <ShieldAlert aria-hidden />,
      target: { href: pathOf(one.url) },
    }));
    if (isReference) return found;
    return [
      ...repositories.map((one) => ({
        id: `repository:${one.id}`,
        group: 'Repositories',
        label: one.name,
        hint: one.score === null ? 'not measured' : `score ${formatScore(one.score)}`,
        icon: <FolderGit2 aria-hidden />,
        target: { href: pathOf(one.url) },
      })),
      ...actions.map((one) => ({
        id: `action:${one.id}`,
        group: 'Actions',
        label: one.title,
        hint: `${one.repo ?? formatCount(one.repositories.count, 'repository', 'repositories')}, closes ${formatCount(one.open, 'finding')}`,
        icon: <ListChecks aria-hidden />,
        target: { href: pathOf(one.url) },
      })),
      ...scopeItems(scopes, within),
      ...found,
      {
        id: 'all-findings',
        group: 'Findings',
        label: `All findings with “${text}”`,
        icon: <Search aria-hidden />,
        target: { href: `/findings?${new URLSearchParams({ q: text })}` },
      },
    ];
  };
