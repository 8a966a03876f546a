import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AppShell } from '#components/shell/app-shell.tsx';
import { readCollapsed, readTheme, SIDEBAR_COOKIE, THEME_COOKIE } from '#components/shell/preferences.ts';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return (
    <AppShell
      scope="Plumbline"
      theme={readTheme(jar.get(THEME_COOKIE)?.value)}
      collapsed={readCollapsed(jar.get(SIDEBAR_COOKIE)?.value)}
      person={null}
      signOut={null}
    >
      {children}
    </AppShell>
  );
}
