import type { Upload } from '#db/queries/uploads.ts';
import type { ProcessedPlan } from '#lib/domain/stream/plan-import.ts';
import type { Part } from './parts.ts';

/** Whether what is present in the stream now is what the report holds: nothing stays because it was not looked at. */
export function looksAtAll(
  part: Pick<Part, 'gaps' | 'stored'>,
  plan: Pick<ProcessedPlan, 'kept'>,
  upload: Pick<Upload, 'complete'>,
): boolean {
  if (!upload.complete || plan.kept.length > 0 || part.gaps.some(({ scope }) => scope === 'everything')) return false;
  return (part.stored ?? []).every(({ keptOpen }) => keptOpen === 0);
}
