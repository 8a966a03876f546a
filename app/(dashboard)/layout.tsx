import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { scopeQuery } from '#components/queries/scopes.ts';
import { DashboardFrame } from '#components/shell/dashboard-frame.tsx';
import { OnePerson } from '#components/shell/one-person.tsx';
import { readCollapsed, SIDEBAR_COOKIE } from '#components/shell/preferences.ts';
import { Providers } from '#components/shell/providers.tsx';
import { readTheme, THEME_COOKIE } from '#lib/contracts/theme.ts';
import { getDemoNotice } from '#lib/demo/notice.ts';
import { getDemo } from '#lib/demo/request.ts';
import { getMe } from '#lib/views/access/get-me.ts';
import { getOwnTeams } from '#lib/views/access/get-own-teams.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { scopeViewOf } from '#lib/views/access/get-scope.ts';
import { chosenScope, findScopedContext, getUnscopedContext } from '#lib/web/page-context.ts';

/** What the scope of the address is, for the frame's first render: nothing moves once it is known. */
async function readChosen() {
  const [text, ctx] = await Promise.all([chosenScope(), findScopedContext()]);
  const client = new QueryClient();
  if (text !== null) client.setQueryData(scopeQuery(text).queryKey, ctx && scopeViewOf(ctx));
  return dehydrate(client);
}

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const [ctx, jar] = await Promise.all([getUnscopedContext(), cookies()]);
  const mine = getRights(ctx);
  const rights = {
    changeDemo: mine.has('demo:write'),
    createToken: mine.has('token:write'),
    managePeople: mine.has('user:write'),
    readAudit: mine.has('audit:read'),
    changeSettings: mine.has('settings:write'),
  };
  const [{ organization, organizations, user }, notice, progress, chosen, ownTeams] = await Promise.all([
    getMe(ctx),
    getDemoNotice(ctx),
    rights.changeDemo ? getDemo(ctx) : null,
    readChosen(),
    getOwnTeams(ctx),
  ]);
  return (
    <Providers now={ctx.now().getTime()} ownTeams={ownTeams}>
      <OnePerson id={user?.id ?? null} organization={organization.name}>
        <HydrationBoundary state={chosen}>
          <DashboardFrame
            organization={organization.name}
            demo={{ notice, progress }}
            rights={rights}
            person={{
              name: user?.name ?? 'You',
              email: user?.email ?? null,
              wantedEmail: user?.wanted_email ?? null,
              organizations: { current: organization.slug, open: organizations },
            }}
            theme={readTheme(jar.get(THEME_COOKIE)?.value)}
            collapsed={readCollapsed(jar.get(SIDEBAR_COOKIE)?.value)}
          >
            {children}
          </DashboardFrame>
        </HydrationBoundary>
      </OnePerson>
    </Providers>
  );
}
