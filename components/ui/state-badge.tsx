import {
  Ban,
  Check,
  CircleCheck,
  CircleDot,
  EyeOff,
  FileCheck,
  FileX,
  GitBranch,
  History,
  Hourglass,
  Inbox,
  type LucideIcon,
  Pause,
  ShieldMinus,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** Every state a finding, an upload or a measurement can be in. No mark stands for two of them; only "failed" is dashed. */
export const STATES = {
  open: { word: 'Open', icon: CircleDot, look: 'text-ink' },
  fixed: { word: 'Fixed', icon: CircleCheck, look: 'text-soft' },
  branch: { word: 'Branch only', icon: GitBranch, look: 'text-soft' },
  accepted: { word: 'Risk accepted', icon: ShieldMinus, look: 'text-soft' },
  false_positive: { word: 'False positive', icon: Ban, look: 'text-soft' },
  suppressed: { word: 'Suppressed by scanner', icon: EyeOff, look: 'text-soft' },
  received: { word: 'Received', icon: Inbox, look: 'text-soft' },
  processing: { word: 'Processing', icon: Hourglass, look: 'text-ink' },
  processed: { word: 'Processed', icon: FileCheck, look: 'text-soft' },
  rejected: { word: 'Rejected', icon: FileX, look: 'text-failed border-failed' },
  held: { word: 'Held', icon: Pause, look: 'text-ink border-shape' },
  superseded: { word: 'Superseded', icon: History, look: 'text-soft' },
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

export interface TagProps {
  children: ReactNode;
  /** Stands out: what cannot wait, such as a secret that is known to work. */
  urgent?: boolean;
  className?: string;
}

/** A label: public, a team's name; `urgent` for "verified" and the like. */
export function Tag({ children, urgent = false, className }: TagProps) {
  return (
    <span
      className={cn(
        'inline-flex h-[18px] items-center whitespace-nowrap rounded-[4px] px-1.5 text-12',
        urgent ? 'bg-critical font-medium text-ground' : 'bg-sunken text-soft',
        className,
      )}
    >
      {children}
    </span>
  );
}
