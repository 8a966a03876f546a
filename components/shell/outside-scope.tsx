'use client';

import type { ReactNode } from 'react';
import { scopeWords } from '#components/shared/scope-words.ts';
import { useChosenScope } from '#components/shared/use-chosen-scope.ts';
import { OutsideOfScope } from '#components/ui/scope.tsx';

export interface OutsideScopeProps {
  /** The repository of what was opened by its address, when it is no part of what is chosen; null: it is. */
  repo: string | null;
  /** The screen. */
  children: ReactNode;
}

/** Around the screen of one thing: says when that is no part of what is chosen. */
export function OutsideScope({ repo, children }: OutsideScopeProps) {
  const chosen = useChosenScope();
  if (repo === null || chosen === null) return children;
  return (
    <OutsideOfScope>
      <p role="note" className="mb-4 rounded-control bg-mark px-3 py-2 text-13 [overflow-wrap:anywhere]">
        <span className="font-medium">{repo}</span> is outside of the chosen scope, the {scopeWords(chosen)}: it is not
        in its lists and figures.
      </p>
      {children}
    </OutsideOfScope>
  );
}
