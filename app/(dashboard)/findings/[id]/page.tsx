import { redirect } from 'next/navigation';
import { readFinding } from '../finding-page.tsx';

/** The address by id: for those who only know what the API calls it. */
export default async function FindingById({ params }: { params: Promise<{ id: string }> }) {
  const { finding } = await readFinding((await params).id);
  redirect(finding.url);
}
