import { CircleCheck, type LucideIcon, OctagonX, Pause, RotateCw } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { SinkView } from '#lib/contracts/sink.ts';
import { stateWord } from './words.ts';

function lookOf({ state, failures }: SinkView): { icon: LucideIcon; look: string } {
  switch (state) {
    case 'active':
      return failures === 0
        ? { icon: CircleCheck, look: 'text-soft' }
        : { icon: RotateCw, look: 'border-failed text-failed' };
    case 'paused':
      return { icon: Pause, look: 'border-shape text-ink' };
    case 'stopped':
      return { icon: OctagonX, look: 'border-failed text-failed' };
  }
}

/** A word and a mark for how sending goes. */
export function SinkState({ sink }: { sink: SinkView }) {
  const { icon: Icon, look } = lookOf(sink);
  return (
    <span
      className={cn(
        'inline-flex h-[22px] shrink-0 items-center gap-1 whitespace-nowrap rounded-control border px-1.5 text-12',
        look,
      )}
    >
      <Icon aria-hidden className="size-3" />
      {stateWord(sink)}
    </span>
  );
}
