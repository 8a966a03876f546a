'use client';

import { useChosenScope } from '#components/shared/use-chosen-scope.ts';
import { scopeWords } from './scope-words.ts';

/** Above something that was opened by its address, and is no part of what is chosen. */
export function OutsideScope({ repo }: { repo: string }) {
  const chosen = useChosenScope();
  if (chosen === null) return null;
  return (
    <p role="note" className="mb-4 rounded-control bg-mark px-3 py-2 text-13 [overflow-wrap:anywhere]">
      <span className="font-medium">{repo}</span> is outside of the chosen scope, the {scopeWords(chosen)}: it is not in
      its lists and figures.
    </p>
  );
}
