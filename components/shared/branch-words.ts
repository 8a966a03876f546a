import type { UploadView } from '#lib/contracts/upload.ts';
import { formatNumber } from '#lib/format.ts';

/** What became of the results of a report whose ref does not count; null for one that counts. */
export function branchWords(upload: UploadView): string | null {
  const { counts, ref, status, compared_with: base, introduced, fixed } = upload;
  if (counts) return null;
  const why = `Does not count: ${ref} is not tracked`;
  if (status !== 'processed' || base === null) return `${why}.`;
  return `${why}. Introduces ${formatNumber(introduced)}, fixes ${formatNumber(fixed)} compared with ${base.ref}.`;
}
