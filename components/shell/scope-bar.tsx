'use client';

import { X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { isOfOrganization, KIND_WORDS } from '#components/shared/scope-words.ts';
import { useChooseScope } from '#components/ui/scope.tsx';
import type { ScopeView } from '#lib/contracts/scope.ts';
import { formatCount } from '#lib/format.ts';

function amount({ kind, repositories }: ScopeView): string {
  if (repositories === 0) return 'it has no repositories';
  return kind === 'repository'
    ? 'only this repository'
    : `only its ${formatCount(repositories, 'repository', 'repositories')}`;
}

/** Below the top bar while a scope is chosen, so that nobody takes a part for the whole. */
export function ScopeBar({ scope }: { scope: ScopeView }) {
  const choose = useChooseScope();
  const isWhole = isOfOrganization(usePathname());
  return (
    <section
      aria-label="Chosen scope"
      className="flex min-h-8 items-center gap-x-3 border-accent border-b bg-accent-soft px-4 text-13 sm:px-6"
    >
      <p className="min-w-0 flex-1 truncate py-1.5" title={scope.name}>
        <span className="text-soft">{KIND_WORDS[scope.kind]}</span> <span className="font-medium">{scope.name}</span>
        <span className="text-soft">
          {isWhole ? ': this screen shows the whole organization all the same' : `: ${amount(scope)}`}
        </span>
      </p>
      <button
        type="button"
        onClick={() => choose(null)}
        className="touch-target flex shrink-0 items-center gap-1 rounded-control px-1.5 py-0.5 text-accent hover:underline"
      >
        <X aria-hidden className="size-3.5" />
        Show everything
      </button>
    </section>
  );
}
