import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { DashboardFrame } from '#components/shell/dashboard-frame.tsx';
import { readCollapsed, SIDEBAR_COOKIE } from '#components/shell/preferences.ts';
import { Providers } from '#components/shell/providers.tsx';
import { readTheme, THEME_COOKIE } from '#lib/contracts/theme.ts';
import { getDemoNotice } from '#lib/demo/notice.ts';
import { getDemo } from '#lib/demo/request.ts';
import { getMe } from '#lib/views/access/get-me.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const [ctx, jar] = await Promise.all([getPageContext(), cookies()]);
  const mine = getRights(ctx);
  const rights = {
    changeDemo: mine.has('demo:write'),
    createToken: mine.has('token:write'),
    managePeople: mine.has('user:write'),
    readAudit: mine.has('audit:read'),
    changeSettings: mine.has('settings:write'),
  };
  const [{ organization, user }, notice, progress] = await Promise.all([
    getMe(ctx),
    getDemoNotice(ctx),
    rights.changeDemo ? getDemo(ctx) : null,
  ]);
  return (
    <Providers now={ctx.now().getTime()}>
      <DashboardFrame
        organization={organization.name}
        demo={{ notice, progress }}
        rights={rights}
        person={{ name: user?.name ?? 'You', email: user?.email ?? null }}
        theme={readTheme(jar.get(THEME_COOKIE)?.value)}
        collapsed={readCollapsed(jar.get(SIDEBAR_COOKIE)?.value)}
      >
        {children}
      </DashboardFrame>
    </Providers>
  );
}
