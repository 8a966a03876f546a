import { titled } from '#app/(dashboard)/titled.ts';
import { PrincipalScreen } from '#components/privileges/principal-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Principal');

export default async function PrincipalPage({ params }: { params: Promise<{ id: string }> }) {
  const [, { id }] = await Promise.all([getPageContext(), params]);
  return <PrincipalScreen id={decodeURIComponent(id)} />;
}
