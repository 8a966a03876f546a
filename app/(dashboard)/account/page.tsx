import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { AccountScreen } from '#components/account/account-screen.tsx';
import { MIN_PASSWORD } from '#lib/contracts/setup.ts';
import { getOwnSignIn } from '#lib/services/sign-in/get-own-sign-in.ts';
import { getAccount } from '#lib/views/access/get-account.ts';
import { getSessions } from '#lib/views/access/get-sessions.ts';
import { currentSession } from '#lib/web/current-session.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const ctx = await getPageContext();
  const current = await currentSession(ctx, (await headers()).get('cookie'));
  const [account, signIn, sessions] = await Promise.all([
    getAccount(ctx),
    getOwnSignIn(ctx),
    getSessions(ctx, current),
  ]);
  return (
    <AccountScreen
      name={account.name}
      email={account.email}
      signIn={signIn}
      sessions={sessions}
      minPassword={MIN_PASSWORD}
    />
  );
}
