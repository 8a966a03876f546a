import { titled } from '#app/(dashboard)/titled.ts';
import { PathsScreen } from '#components/privileges/paths-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Paths to production');

export default async function PathsPage() {
  await getPageContext();
  return <PathsScreen />;
}
