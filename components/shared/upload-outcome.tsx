import { cn } from '#components/ui/cn.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import { branchWords } from './branch-words.ts';
import { LocalTimes } from './local-times.tsx';

/**
 * Why it is held, rejected or superseded; of a report that does not count, what it says beside the default branch.
 * `otherwise`: what to say of any other.
 */
export function UploadOutcome({ upload, otherwise = null }: { upload: UploadView; otherwise?: string | null }) {
  const words = upload.reason ?? branchWords(upload) ?? otherwise;
  if (words === null) return null;
  return (
    <span
      className={cn(
        'mt-0.5 line-clamp-3 whitespace-normal max-lg:line-clamp-4 text-12 [overflow-wrap:anywhere]',
        upload.status === 'rejected' ? 'text-failed' : 'text-soft',
      )}
      title={words}
    >
      <LocalTimes text={words} />
    </span>
  );
}
