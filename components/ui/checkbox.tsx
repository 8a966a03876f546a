'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

export type CheckboxProps = ComponentProps<typeof Radix.Root>;

/** `checked` may be `true`, `false` or `'indeterminate'`. Give it an `aria-label` where no label is near. */
export function Checkbox({ className, ...rest }: CheckboxProps) {
  return (
    <Radix.Root
      className={cn(
        'touch-target group grid size-4 shrink-0 place-items-center rounded-[4px] border border-control bg-raised text-on-accent transition-colors hover:border-shape disabled:opacity-50 data-[state=checked]:border-accent-fill data-[state=indeterminate]:border-accent-fill data-[state=checked]:bg-accent-fill data-[state=indeterminate]:bg-accent-fill',
        className,
      )}
      {...rest}
    >
      <Radix.Indicator>
        <Minus aria-hidden strokeWidth={3} className="hidden size-3 group-data-[state=indeterminate]:block" />
        <Check aria-hidden strokeWidth={3} className="size-3 group-data-[state=indeterminate]:hidden" />
      </Radix.Indicator>
    </Radix.Root>
  );
}

export function LabelledCheckbox({ label, hint, ...rest }: CheckboxProps & { label: ReactNode; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Checkbox id={id} className="mt-0.5" {...rest} />
      <label htmlFor={id} className="text-13">
        {label}
        {hint === undefined ? null : <span className="block text-12 text-faint">{hint}</span>}
      </label>
    </div>
  );
}
