import type { Upload } from '#db/queries/uploads.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import { encodeId } from '#lib/ids.ts';

/** What decides which refs of a repository count, today. */
export interface Counting {
  repo: string;
  defaultBranch: string;
  trackedRefs: readonly string[];
}

type Counted = Pick<Upload, 'repoId' | 'ref' | 'scanner' | 'state' | 'counts' | 'comparison'>;

/** Whether an upload counts: as it was when its report was read, before that as it is now. */
export function countingOf(
  upload: Counted,
  repository: Counting & { publicUrl: string },
): Pick<UploadView, 'counts' | 'counts_reason' | 'compared_with'> {
  const isNow = isTracked(upload.ref, repository);
  const counts = upload.counts ?? isNow;
  if (counts) return { counts, counts_reason: null, compared_with: null };
  const { comparison } = upload;
  const base = comparison?.base ?? null;
  const id = base === null ? null : encodeId('upload', { repoId: upload.repoId, number: base });
  return {
    counts,
    counts_reason: isNow
      ? sinceTracked(upload)
      : [whyNot(upload, repository), compared(upload), how(upload, repository)].join(''),
    compared_with: comparison && {
      ref: comparison.ref,
      upload: id === null ? null : { id, url: `${repository.publicUrl}/ingest/${id}` },
    },
  };
}

function whyNot({ ref }: Counted, { repo, defaultBranch }: Counting): string {
  return `${ref} is neither the default branch of ${repo} (${defaultBranch}) nor one of its tracked refs, so this report changes no posture.`;
}

function compared({ comparison, scanner }: Counted): string {
  if (comparison === null) return '';
  if (comparison.base !== null) return ` Introduced and fixed compare it with ${comparison.ref}.`;
  const what = `no report of ${scanner ?? 'this scanner'} for ${comparison.ref} yet`;
  return ` There is ${what} to compare it with, so everything in it that nothing else on ${comparison.ref} reports counts as introduced.`;
}

function how({ ref }: Counted, { repo }: Counting): string {
  return ` To make it count, add ${ref} to the repository's tracked refs: on its page, or tracked_refs of PATCH /api/v1/repos/${repo}.`;
}

const sinceTracked = ({ ref }: Counted): string =>
  `${ref} was not tracked when this report was read. It is by now: what it holds counts since then.`;
