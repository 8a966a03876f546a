import type { Metadata } from 'next';
import { AccountScreen } from '#components/account/account-screen.tsx';
import { MIN_PASSWORD } from '#lib/contracts/setup.ts';
import { getAccount } from '#lib/views/access/get-account.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  return <AccountScreen {...(await getAccount(await getPageContext()))} minPassword={MIN_PASSWORD} />;
}
