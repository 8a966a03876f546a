import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface StepProps {
  number: number;
  title: string;
  done: boolean;
  hint?: string;
  children: ReactNode;
}

/** One numbered step; a check takes the number's place when it is done. */
export function Step({ number, title, done, hint, children }: StepProps) {
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-3 sm:gap-x-4">
      <span
        aria-hidden
        className={cn(
          'grid size-7 place-items-center rounded-full border font-medium text-13',
          done ? 'border-line-strong text-clean' : 'border-shape',
        )}
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <div className="min-w-0 pt-0.5">
        <h2 className="font-semibold text-16">
          {title}
          {done ? <span className="sr-only"> (done)</span> : null}
        </h2>
        {hint === undefined ? null : <p className="mt-0.5 text-13 text-soft">{hint}</p>}
        <div className="mt-3 flex flex-col gap-3">{children}</div>
      </div>
    </li>
  );
}
