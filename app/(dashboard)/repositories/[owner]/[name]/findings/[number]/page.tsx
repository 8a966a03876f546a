import type { Metadata } from 'next';
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
  return <FindingPage view={await viewOf(props)} />;
}
