import { redirect } from 'next/navigation';
import { readFinding } from '../finding-page.tsx';

/** The finding's page by its API id. */
export default async function FindingById({ params }: { params: Promise<{ id: string }> }) {
  const { finding } = await readFinding((await params).id);
  redirect(finding.url);
}
