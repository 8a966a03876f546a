import type { ReactNode } from 'react';
import { AccountFrame } from '#components/account/account-frame.tsx';
import { getAccount } from '#lib/views/access/get-account.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { email, role, organization } = await getAccount(await getPageContext());
  return (
    <AccountFrame email={email} role={role} organization={organization}>
      {children}
    </AccountFrame>
  );
}
