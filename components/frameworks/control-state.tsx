import { StateBadge } from '#components/ui/state-badge.tsx';
import type { ControlState } from '#lib/domain/framework/judge-control.ts';
import { STATE_WORDS } from './words.ts';

const BADGES = { fail: 'failed', unknown: 'unmeasured', pass: 'clean' } as const;

/** How a control or check came out. What is unknown has the hatch of all that is not measured. */
export function ControlStateMark({ state }: { state: ControlState }) {
  if (state === 'not_applicable') return <span className="px-1.5 text-12 text-faint">{STATE_WORDS[state]}</span>;
  return <StateBadge state={BADGES[state]}>{STATE_WORDS[state]}</StateBadge>;
}
