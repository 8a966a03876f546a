import { TAB_BAR, TabCount, tabClass } from '#components/ui/tab-look.tsx';
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
    <fieldset aria-label="Lane" className={`mb-3 min-w-0 ${TAB_BAR}`}>
      {LANE_TABS.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={lane === value}
          onClick={() => onLane(value)}
          className={tabClass()}
        >
          {label}
          {/* As wide while it is not known. */}
          <span className="min-w-4 text-left">
            <TabCount count={countOf(lanes, value)} />
          </span>
        </button>
      ))}
    </fieldset>
  );
}
