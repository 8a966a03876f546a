'use client';

import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { frameCountsQuery } from '#components/queries/frame.ts';
import { scopeQuery } from '#components/queries/scopes.ts';
import { useOwnTeams, useScope } from '#components/ui/scope.tsx';
import type { ScopeView } from '#lib/contracts/scope.ts';
import { formatCompact, formatList } from '#lib/format.ts';
import { AppShell, type AppShellProps } from './app-shell.tsx';
import { DemoNotice, type DemoNoticeProps } from './demo-notice.tsx';
import { NoSuchScope } from './no-such-scope.tsx';
import { NotUpdated } from './not-updated.tsx';
import { ScopeBar } from './scope-bar.tsx';
import { ScopeSwitch } from './scope-switch.tsx';
import { WishNotice } from './wish-notice.tsx';

export interface DashboardFrameProps extends Omit<AppShellProps, 'scope' | 'age' | 'counts' | 'banner'> {
  organization: string;
  demo: DemoNoticeProps;
}

function useCounts(scope: string | null, enabled: boolean): Record<string, string> {
  const { data } = useQuery({ ...frameCountsQuery(scope), enabled });
  if (data === undefined) return {};
  const open = `${formatCompact(data.open.value)}${data.open.relation === 'at_least' ? '+' : ''}`;
  // Show no zero before the first report: nothing was measured.
  return {
    ...(data.open.value > 0 ? { '/findings': open } : {}),
    ...(data.held > 0 ? { '/ingest': `${data.held} held` } : {}),
  };
}

/** `undefined` while it is not known; null where there is no such scope. */
function useChosen(scope: string | null): ScopeView | null | undefined {
  const { data } = useQuery({ ...scopeQuery(scope ?? ''), enabled: scope !== null });
  return scope === null ? undefined : data;
}

/** The frame with what is behind it: who is here, of what the screens are, small numbers, the demo's banner. */
export function DashboardFrame({ organization, demo, children, ...shell }: DashboardFrameProps) {
  const scope = useScope();
  const own = useOwnTeams();
  const chosen = useChosen(scope);
  const isNone = chosen === null;
  const parts = {
    counts: useCounts(scope, !isNone),
    age: <NotUpdated />,
    scope: (
      <ScopeSwitch
        whole={own === null || own.length === 0 ? organization : formatList(own, 2)}
        scope={scope}
        chosen={chosen ?? null}
        owner={`${shell.person.organizations.current} ${shell.person.email ?? ''}`}
      />
    ),
    banner: (
      <>
        {chosen ? <ScopeBar scope={chosen} /> : null}
        {shell.person.wantedEmail === null ? null : <WishNotice address={shell.person.wantedEmail} />}
        <DemoNotice {...demo} />
      </>
    ),
  };
  // With another scope it is another screen: nothing that was selected or loaded for the former one stays.
  return (
    <AppShell {...parts} {...shell}>
      {isNone && scope !== null ? <NoSuchScope scope={scope} /> : <Fragment key={scope ?? ''}>{children}</Fragment>}
    </AppShell>
  );
}
