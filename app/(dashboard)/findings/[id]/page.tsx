import { goTo } from '#app/(dashboard)/go-to.ts';
import { readFinding } from '../finding-page.tsx';

/** The finding's page by its API id. */
export default async function FindingById({ params }: { params: Promise<{ id: string }> }) {
  const { value } = await readFinding((await params).id);
  return goTo(value.finding.url);
}
