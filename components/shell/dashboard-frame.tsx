'use client';

import { useQuery } from '@tanstack/react-query';
import { frameCountsQuery } from '#components/queries/frame.ts';
import { formatCompact } from '#lib/format.ts';
import { AppShell, type AppShellProps } from './app-shell.tsx';
import { DemoNotice, type DemoNoticeProps } from './demo-notice.tsx';
import { NotUpdated } from './not-updated.tsx';

export interface DashboardFrameProps extends Omit<AppShellProps, 'scope' | 'age' | 'counts' | 'banner'> {
  organization: string;
  demo: DemoNoticeProps;
}

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

/** The frame with what is behind it: who is here, small numbers, the demo's banner. */
export function DashboardFrame({ organization, demo, ...shell }: DashboardFrameProps) {
  const parts = { counts: useCounts(), age: <NotUpdated />, banner: <DemoNotice {...demo} /> };
  return <AppShell scope={organization} {...parts} {...shell} />;
}
