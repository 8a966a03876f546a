import type { Metadata } from 'next';
import { permanentRedirect } from 'next/navigation';
import { FindingPage, findingMetadata, readNumbered } from '#app/(dashboard)/findings/finding-page.tsx';
import { withScope } from '#lib/contracts/scope-address.ts';
import { chosenScope } from '#lib/web/page-context.ts';

interface Props {
  params: Promise<{ owner: string; name: string; number: string }>;
}

async function shownOf({ params }: Props) {
  const { owner, name, number } = await params;
  return readNumbered(`${owner}/${name}`, number);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return findingMetadata(await shownOf(props));
}

export default async function NumberedFinding(props: Props) {
  const shown = await shownOf(props);
  const { number, url } = shown.value.finding;
  // The number was joined with an older one.
  if (String(number) !== (await props.params).number) permanentRedirect(withScope(url, await chosenScope()));
  return <FindingPage shown={shown} />;
}
