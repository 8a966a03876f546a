import { undoBulkChange } from '#components/queries/finding-bulk.ts';
import type { Changed } from '#components/shared/decide/use-change-many.ts';
import { formatCount } from '#lib/format.ts';

/** What undoes a change of tags or severities; null: nothing was changed. */
export function undoOf(batch: string | null): Changed['undo'] {
  if (batch === null) return null;
  return async () => {
    const { findings, kept } = await undoBulkChange(batch);
    return {
      title: `Undone on ${formatCount(findings, 'finding')}`,
      ...(kept === 0 ? {} : { description: `${formatCount(kept, 'finding')} changed since and stay.` }),
    };
  };
}
