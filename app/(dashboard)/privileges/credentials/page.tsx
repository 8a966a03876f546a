import { titled } from '#app/(dashboard)/titled.ts';
import { CredentialsScreen } from '#components/privileges/credentials-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Credentials');

export default async function CredentialsPage() {
  await getPageContext();
  return <CredentialsScreen />;
}
