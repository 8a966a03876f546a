import { FolderGit2, ListChecks, Search, ShieldAlert } from 'lucide-react';
import { pathOf } from '#components/queries/addresses.ts';
import { searchEverything } from '#components/queries/frame.ts';
import { formatCount, formatScore } from '#lib/format.ts';
import type { PaletteItem } from './palette-item.ts';
import type { PaletteSearch } from './use-found.ts';

/** Repositories, findings and actions that have the text; a reference such as `web#412` gives its finding. */
export const searchPalette: PaletteSearch = async (text, signal) => {
  const { repositories, findings, actions } = await searchEverything(text, signal);
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
      hint: `${one.repo}, closes ${formatCount(one.open, 'finding')}`,
      icon: <ListChecks aria-hidden />,
      target: { href: pathOf(one.url) },
    })),
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
