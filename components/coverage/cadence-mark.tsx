import { Clock3 } from 'lucide-react';
import type { CadenceState } from '#lib/domain/stream/cadence.ts';
import { StateMark } from './state-mark.tsx';

/** The shape of a state: what is known of old, unknown, failed and well looks as everywhere. */
export function CadenceMark({ state }: { state: CadenceState }) {
  switch (state) {
    case 'silent':
      return <StateMark state="stale" />;
    case 'failed':
      return <StateMark state="failed" />;
    case 'late':
      return <Clock3 aria-hidden className="size-3.5 shrink-0" />;
    case 'unknown':
      return <StateMark state="never" />;
    case 'on_time':
      return <StateMark state="fresh" />;
  }
}
