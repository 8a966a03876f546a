import { titled } from '#app/(dashboard)/titled.ts';
import { EnvironmentsScreen } from '#components/privileges/environments-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Environments');

export default async function EnvironmentsPage() {
  const ctx = await getPageContext();
  return <EnvironmentsScreen mayChange={getRights(ctx).has('settings:write')} />;
}
