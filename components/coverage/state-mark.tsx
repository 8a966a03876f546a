import type { ReactElement } from 'react';
import { lineIcon } from '#components/ui/line-icon.tsx';
import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';

const BOX = 'grid size-3.5 shrink-0 place-items-center rounded-[3px] [&_svg]:size-3';

const mark = (look: string, inside?: ReactElement | string): ReactElement => (
  <span aria-hidden className={`${BOX} ${look}`}>
    {inside}
  </span>
);

/** Made once: they are the same in every cell. */
const MARKS: Readonly<Record<CoverageState, ReactElement>> = {
  never: mark('hatch border border-line-strong'),
  stale: mark('hatch-over bg-shape'),
  failed: mark('broken text-failed', lineIcon('M18 6 6 18M6 6l12 12')),
  held: mark(
    'border border-shape text-ink',
    lineIcon(
      'M15 3h3a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM6 3h3a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z',
    ),
  ),
  fresh: mark('text-clean', lineIcon('M20 6 9 17l-5-5')),
  exempt: mark('text-faint', '–'),
};

/** The shape of a state, the same in each cell, figure and legend. Its word always stands beside it. */
export const StateMark = ({ state }: { state: CoverageState }): ReactElement => MARKS[state];
