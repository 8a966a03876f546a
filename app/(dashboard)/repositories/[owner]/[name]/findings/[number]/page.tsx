import type { Metadata } from 'next';
import { permanentRedirect } from 'next/navigation';
import { FindingPage, findingMetadata, readNumbered } from '#app/(dashboard)/findings/finding-page.tsx';

interface Props {
  params: Promise<{ owner: string; name: string; number: string }>;
}

async function viewOf({ params }: Props) {
  const { owner, name, number } = await params;
  return readNumbered(`${owner}/${name}`, number);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return findingMetadata(await viewOf(props));
}

export default async function NumberedFinding(props: Props) {
  const view = await viewOf(props);
  // The number was joined with an older one.
  if (String(view.finding.number) !== (await props.params).number) permanentRedirect(view.finding.url);
  return <FindingPage view={view} />;
}
