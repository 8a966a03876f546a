import { ChevronRight } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { FrameworkControl } from '#lib/contracts/framework.ts';
import { Checks } from './checks.tsx';
import { ControlStateMark } from './control-state.tsx';
import { checksSentence } from './words.ts';

export interface ControlListProps {
  controls: readonly FrameworkControl[];
  /** The one whose checks are shown. */
  open: string | null;
  onOpen: (control: string | null) => void;
}

function Line({ control, isOpen, onToggle }: { control: FrameworkControl; isOpen: boolean; onToggle: () => void }) {
  const { id, title, state, checks, part } = control;
  const checksId = `checks-${id.replaceAll(/[^\w-]/g, '-')}`;
  return (
    <li className="border-b">
      <h2 className="m-0 font-normal text-14">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={checksId}
          onClick={onToggle}
          className="grid w-full grid-cols-[minmax(0,1fr)_16px] items-center gap-x-4 gap-y-1 py-2 text-left hover:bg-side sm:grid-cols-[112px_minmax(0,1fr)_auto_16px]"
        >
          <span className="max-sm:col-start-1">
            <ControlStateMark state={state} />
          </span>
          <span className={cn('min-w-0 max-sm:col-start-1', part !== null && 'sm:pl-4')}>
            <span className="mr-2 whitespace-nowrap text-13 text-faint tabular-nums">{id}</span>
            <span className="font-medium">{title}</span>
          </span>
          <span className="text-12 text-faint max-sm:col-start-1">{checksSentence(checks)}</span>
          <ChevronRight
            aria-hidden
            className={cn(
              'size-4 text-faint transition-transform max-sm:col-start-2 max-sm:row-span-3 max-sm:row-start-1',
              isOpen && 'rotate-90',
            )}
          />
        </button>
      </h2>
      <div id={checksId} hidden={!isOpen}>
        {isOpen ? <Checks control={control} /> : null}
      </div>
    </li>
  );
}

/** The controls of a framework; one of them shows what it is judged by. */
export function ControlList({ controls, open, onOpen }: ControlListProps) {
  return (
    <ul aria-label="Controls" className="border-t">
      {controls.map((control) => (
        <Line
          key={control.id}
          control={control}
          isOpen={control.id === open}
          onToggle={() => onOpen(control.id === open ? null : control.id)}
        />
      ))}
    </ul>
  );
}
