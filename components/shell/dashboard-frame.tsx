'use client';

import { useQuery } from '@tanstack/react-query';
import { FolderGit2, Search, ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { pathOf } from '#components/queries/addresses.ts';
import { frameCountsQuery, searchEverything } from '#components/queries/frame.ts';
import type { Theme } from '#lib/contracts/theme.ts';
import { formatCompact, formatScore } from '#lib/format.ts';
import { AppShell } from './app-shell.tsx';
import type { PaletteSearch } from './command-palette.tsx';
import { DemoNotice } from './demo-notice.tsx';
import { NotUpdated } from './not-updated.tsx';
import type { Person } from './person-menu.tsx';

export interface DashboardFrameProps {
  organization: { name: string; demo: boolean };
  mayChangeDemo: boolean;
  person: Person;
  theme: Theme;
  collapsed: boolean;
  children: ReactNode;
}

const SIGN_OUT = { action: '/api/v1/session/sign-out', fields: {} };

const search: PaletteSearch = async (text, signal) => {
  const { repositories, findings } = await searchEverything(text, signal);
  return [
    ...repositories.map((one) => ({
      id: `repository:${one.id}`,
      group: 'Repositories',
      label: one.name,
      hint: one.score === null ? 'not measured' : `score ${formatScore(one.score)}`,
      icon: <FolderGit2 aria-hidden />,
      target: { href: pathOf(one.url) },
    })),
    ...findings.map((one) => ({
      id: `finding:${one.id}`,
      group: 'Findings',
      label: one.title,
      hint: one.image === null ? one.ref : `${one.ref} in ${one.image}`,
      icon: <ShieldAlert aria-hidden />,
      target: { href: pathOf(one.url) },
    })),
    {
      id: 'all-findings',
      group: 'Findings',
      label: `All findings with “${text}”`,
      icon: <Search aria-hidden />,
      target: { href: `/findings?${new URLSearchParams({ q: text })}` },
    },
  ];
};

function useCounts(): Record<string, string> {
  const { data } = useQuery(frameCountsQuery());
  if (data === undefined) return {};
  const open = `${formatCompact(data.open.value)}${data.open.relation === 'at_least' ? '+' : ''}`;
  // Show no zero before the first report: nothing was measured.
  return {
    ...(data.open.value > 0 ? { '/findings': open } : {}),
    ...(data.held > 0 ? { '/ingest': `${data.held} held` } : {}),
  };
}

/** The frame with what is behind it: who is here, small numbers, what the palette finds. */
export function DashboardFrame({ organization, mayChangeDemo, children, ...rest }: DashboardFrameProps) {
  const counts = useCounts();
  return (
    <AppShell
      scope={organization.name}
      age={<NotUpdated />}
      signOut={SIGN_OUT}
      counts={counts}
      search={search}
      banner={<DemoNotice demo={organization.demo} mayChange={mayChangeDemo} />}
      {...rest}
    >
      {children}
    </AppShell>
  );
}
