import { titled } from '#app/(dashboard)/titled.ts';
import { PathScreen } from '#components/privileges/path-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Path to production');

export default async function PathPage({ params }: { params: Promise<{ id: string }> }) {
  const [, { id }] = await Promise.all([getPageContext(), params]);
  return <PathScreen id={decodeURIComponent(id)} />;
}
