'use client';

import { ChevronsUpDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { scopeWords } from '#components/shared/scope-words.ts';
import { cn } from '#components/ui/cn.ts';
import type { ScopeView } from '#lib/contracts/scope.ts';

// Rarely opened, so its code is loaded on demand.
const ScopePicker = dynamic(() => import('./scope-picker.tsx'), { ssr: false });

export interface ScopeSwitchProps {
  /** What there is without a scope: the organization's name. */
  whole: string;
  /** The scope of the address; null for none. */
  scope: string | null;
  /** What it is; null while that is not known. */
  chosen: ScopeView | null;
  /** Under which the recently chosen ones are kept in this browser. */
  owner: string;
}

/** In the top bar: of what everything on the screen is, and a way to choose another part. */
export function ScopeSwitch({ whole, scope, chosen, owner }: ScopeSwitchProps) {
  // Where the picker opens, in pixels from the left; null while it is closed.
  const [left, setLeft] = useState<number | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const name = scope === null ? whole : (chosen?.name ?? scope);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={left !== null}
        title={chosen === null ? name : scopeWords(chosen)}
        onClick={(event) => setLeft(event.currentTarget.getBoundingClientRect().left)}
        className={cn(
          'touch-target -ml-2 flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2 font-medium text-13 transition-colors',
          scope === null ? 'hover:bg-hover' : 'bg-accent-soft text-accent',
        )}
      >
        <span className="sr-only">Scope: </span>
        <span className="min-w-0 truncate">{name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 opacity-70" />
      </button>
      {left === null ? null : <ScopePicker {...{ whole, scope, owner, left, button }} onClose={() => setLeft(null)} />}
    </>
  );
}
