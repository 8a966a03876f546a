import type { ReactNode } from 'react';
import { cn } from './cn.ts';

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

export function PageHead({ title, answer, actions, above, className }: PageHeadProps) {
  return (
    <header className={cn('mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3', className)}>
      <div className="min-w-0 flex-1 basis-80">
        {above === undefined ? null : <div className="mb-1 text-12 text-faint">{above}</div>}
        <h1 className="break-words font-semibold text-20 tracking-tight">{title}</h1>
        {answer === undefined ? null : <p className="wrap-anywhere mt-0.5 text-pretty text-14 text-soft">{answer}</p>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
