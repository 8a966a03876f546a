import { cn } from '#components/ui/cn.ts';
import type { ActionListView } from '#lib/contracts/action.ts';
import type { Total } from '#lib/contracts/common.ts';
import { countText } from './count-text.ts';
import { LANE_TABS } from './filters.ts';

export interface LaneTabsProps {
  /** How many each lane has; null while it is not known. */
  lanes: ActionListView['lanes'] | null;
  lane: string;
  onLane: (lane: string) => void;
}

/** All lanes together; at least so many where counting stopped in one. */
function allOf(lanes: ActionListView['lanes']): Total {
  const all = Object.values(lanes);
  const isExact = all.every(({ relation }) => relation === 'exact');
  return { value: all.reduce((sum, { value }) => sum + value, 0), relation: isExact ? 'exact' : 'at_least' };
}

function countOf(lanes: LaneTabsProps['lanes'], lane: string): string | null {
  if (lanes === null) return null;
  if (lane === '') return countText(allOf(lanes));
  const total = lanes[lane as keyof typeof lanes];
  return total === undefined ? null : countText(total);
}

/** The lanes of the queue, each with how many fixes it has. */
export function LaneTabs({ lanes, lane, onLane }: LaneTabsProps) {
  return (
    <fieldset aria-label="Lane" className="mb-3 flex min-w-0 gap-4 overflow-x-auto overflow-y-hidden border-b">
      {LANE_TABS.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={lane === value}
          onClick={() => onLane(value)}
          className={cn(
            '-mb-px flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-13 text-soft transition-colors hover:text-ink focus-visible:outline-offset-[-2px] pointer-coarse:h-11',
            'aria-pressed:border-ink aria-pressed:font-medium aria-pressed:text-ink',
          )}
        >
          {label}
          <span className="min-w-4 text-left text-12 text-faint tabular-nums">{countOf(lanes, value)}</span>
        </button>
      ))}
    </fieldset>
  );
}
