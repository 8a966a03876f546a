import {
  Check,
  CircleDashed,
  CircleSlash,
  Clock,
  GitBranch,
  Hourglass,
  Inbox,
  type LucideIcon,
  Pause,
  ShieldCheck,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** Every state a finding, an upload or a measurement can be in, and how it looks. */
export const STATES = {
  open: { word: 'Open', icon: CircleDashed, look: 'text-ink' },
  fixed: { word: 'Fixed', icon: Check, look: 'text-soft' },
  branch: { word: 'Branch only', icon: GitBranch, look: 'text-soft' },
  suppressed: { word: 'Suppressed by scanner', icon: CircleSlash, look: 'text-soft' },
  accepted: { word: 'Risk accepted', icon: ShieldCheck, look: 'text-soft' },
  falsePositive: { word: 'False positive', icon: CircleSlash, look: 'text-soft' },
  received: { word: 'Received', icon: Inbox, look: 'text-soft' },
  processing: { word: 'Processing', icon: Hourglass, look: 'text-ink' },
  processed: { word: 'Processed', icon: Check, look: 'text-soft' },
  rejected: { word: 'Rejected', icon: X, look: 'text-failed border-dashed border-failed' },
  held: { word: 'Held', icon: Pause, look: 'text-ink border-shape' },
  superseded: { word: 'Superseded', icon: Clock, look: 'text-soft' },
  unmeasured: { word: 'Not measured', icon: null, look: 'text-soft' },
  stale: { word: 'Stale', icon: null, look: 'text-soft' },
  failed: { word: 'Failed', icon: X, look: 'text-failed border-dashed border-failed' },
  clean: { word: 'Clean', icon: Check, look: 'text-clean' },
} as const satisfies Record<string, { word: string; icon: LucideIcon | null; look: string }>;

export type StateName = keyof typeof STATES;

export interface StateBadgeProps {
  state: StateName;
  /** Replaces the word ("Held: 34 would close"). */
  children?: ReactNode;
  className?: string;
}

export function StateBadge({ state, children, className }: StateBadgeProps) {
  const { word, icon: Icon, look } = STATES[state];
  return (
    <span
      className={cn(
        'inline-flex h-[22px] items-center gap-1 whitespace-nowrap rounded-control border px-1.5 text-12',
        look,
        className,
      )}
    >
      {Icon === null ? (
        <span
          aria-hidden
          className={cn(
            'size-3 rounded-[3px] border border-line-strong',
            state === 'stale' ? 'hatch-over bg-shape' : 'hatch',
          )}
        />
      ) : (
        <Icon aria-hidden className="size-3" />
      )}
      {children ?? word}
    </span>
  );
}

/** A neutral label: KEV, public, a team's name. */
export function Tag({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex h-[18px] items-center whitespace-nowrap rounded-[4px] bg-sunken px-1.5 text-12 text-soft',
        className,
      )}
    >
      {children}
    </span>
  );
}
