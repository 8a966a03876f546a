import { titled } from '#app/(dashboard)/titled.ts';
import { ChangesScreen } from '#components/privileges/changes-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Changes of privileges');

export default async function ChangesPage() {
  await getPageContext();
  return <ChangesScreen />;
}
