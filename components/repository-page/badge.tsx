import Image from 'next/image';
import { CopyButton } from '#components/ui/copy-button.tsx';

const pathOf = (url: string): string => new URL(url).pathname;

/** The badge as everybody sees it, and what to put into a README. */
export function Badge({ url, page }: { url: string; page: string }) {
  const markdown = `[![posture](${url})](${new URL(page, url)})`;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border p-4">
      <Image src={pathOf(url)} alt="The badge" width={120} height={20} className="w-auto" unoptimized />
      <code className="min-w-0 flex-1 basis-60 break-all font-mono text-12 text-soft">{markdown}</code>
      <CopyButton text={markdown} what="Markdown of the badge" />
    </div>
  );
}
