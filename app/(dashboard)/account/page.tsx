import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { AccountScreen } from '#components/account/account-screen.tsx';
import { MIN_PASSWORD } from '#lib/contracts/setup.ts';
import { getAccount } from '#lib/views/access/get-account.ts';
import { getSessions } from '#lib/views/access/get-sessions.ts';
import { currentSession } from '#lib/web/current-session.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const ctx = await getPageContext();
  const current = await currentSession(ctx, (await headers()).get('cookie'));
  const [account, sessions] = await Promise.all([getAccount(ctx), getSessions(ctx, current)]);
  return <AccountScreen {...account} sessions={sessions} minPassword={MIN_PASSWORD} />;
}
