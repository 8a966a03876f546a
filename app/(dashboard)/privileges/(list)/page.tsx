import { titled } from '#app/(dashboard)/titled.ts';
import { PrincipalsScreen } from '#components/privileges/principals-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Privileges');

export default async function PrincipalsPage() {
  await getPageContext();
  return <PrincipalsScreen />;
}
