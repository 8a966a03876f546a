'use client';

import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { useWithin } from './scope.tsx';

export interface PageHeadProps {
  title: ReactNode;
  /** One sentence that answers the screen's question with its numbers. */
  answer?: ReactNode;
  /** The primary action, last; secondary ones before it. */
  actions?: ReactNode;
  /** A way back above the title. */
  above?: ReactNode;
  className?: string;
}

/** The head of a screen; of a screen that stands on the page of a repository, of its section. */
export function PageHead({ title, answer, actions, above, className }: PageHeadProps) {
  const isSection = useWithin() !== null;
  return (
    <header
      className={cn(
        'flex flex-wrap items-start justify-between gap-x-6 gap-y-3',
        isSection ? 'mb-4' : 'mb-6',
        className,
      )}
    >
      <div className="min-w-0 flex-1 basis-80">
        {above === undefined ? null : <div className="mb-1 text-12 text-faint">{above}</div>}
        {isSection ? (
          <h2 className="font-semibold text-14">{title}</h2>
        ) : (
          <h1 className="break-words font-semibold text-20 tracking-tight">{title}</h1>
        )}
        {answer === undefined ? null : (
          <p className={cn('wrap-anywhere mt-0.5 text-pretty text-soft', isSection ? 'text-13' : 'text-14')}>
            {answer}
          </p>
        )}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
