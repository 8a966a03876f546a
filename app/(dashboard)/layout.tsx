import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { DashboardFrame } from '#components/shell/dashboard-frame.tsx';
import { readCollapsed, SIDEBAR_COOKIE } from '#components/shell/preferences.ts';
import { Providers } from '#components/shell/providers.tsx';
import { readTheme, THEME_COOKIE } from '#lib/contracts/theme.ts';
import { getMe } from '#lib/views/access/get-me.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const [ctx, jar] = await Promise.all([getPageContext(), cookies()]);
  const { organization, user } = await getMe(ctx);
  return (
    <Providers now={ctx.now().getTime()}>
      <DashboardFrame
        organization={organization}
        mayChangeDemo={getRights(ctx).has('demo:write')}
        person={{ name: user?.name ?? 'You', email: user?.email ?? null }}
        theme={readTheme(jar.get(THEME_COOKIE)?.value)}
        collapsed={readCollapsed(jar.get(SIDEBAR_COOKIE)?.value)}
      >
        {children}
      </DashboardFrame>
    </Providers>
  );
}
