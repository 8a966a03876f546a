'use client';

import { useChosenScope } from '#components/shared/use-chosen-scope.ts';
import { scopeWords } from './scope-words.ts';

/** Above something that was opened by its address, and is no part of what is chosen. */
export function OutsideScope({ repo }: { repo: string }) {
  const chosen = useChosenScope();
  if (chosen === null) return null;
  return (
    <p role="note" className="mb-4 rounded-control bg-mark px-3 py-2 text-13 [overflow-wrap:anywhere]">
      {repo} is outside of the chosen scope: it is not in the lists and figures of{' '}
      <span className="font-medium">{scopeWords(chosen)}</span>.
    </p>
  );
}
