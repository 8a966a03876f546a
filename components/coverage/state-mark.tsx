import { Check, Pause, X } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';

const BOX = 'grid size-3.5 shrink-0 place-items-center rounded-[3px] [&_svg]:size-3';

/** The shape of a state, the same in each cell, figure and legend. Its word always stands beside it. */
export function StateMark({ state }: { state: CoverageState }) {
  switch (state) {
    case 'never':
      return <span aria-hidden className={cn(BOX, 'hatch border border-line-strong')} />;
    case 'stale':
      return <span aria-hidden className={cn(BOX, 'hatch-over bg-shape')} />;
    case 'failed':
      return (
        <span aria-hidden className={cn(BOX, 'broken text-failed')}>
          <X />
        </span>
      );
    case 'held':
      return (
        <span aria-hidden className={cn(BOX, 'border border-shape text-ink')}>
          <Pause />
        </span>
      );
    case 'fresh':
      return (
        <span aria-hidden className={cn(BOX, 'text-clean')}>
          <Check />
        </span>
      );
    case 'exempt':
      return (
        <span aria-hidden className={cn(BOX, 'text-faint')}>
          –
        </span>
      );
  }
}
