'use client';

import { useId } from 'react';
import { Input } from './field.tsx';

export interface DayInputProps {
  label: string;
  /** `2026-11-16`. */
  value: string;
  min?: string;
  max: string;
  onChange: (day: string) => void;
}

/** A day of the calendar. It counts when it is left or Enter is pressed: years that are being typed pass through the middle ages. */
export function DayInput({ label, value, min = '2000-01-01', max, onChange }: DayInputProps) {
  const id = useId();
  return (
    <span className="flex flex-col gap-0.5">
      <label htmlFor={id} className="text-12 text-faint">
        {label}
      </label>
      <Input
        key={value}
        id={id}
        type="date"
        className="w-38"
        defaultValue={value}
        min={min}
        max={max}
        onBlur={({ target }) => {
          if (target.value !== value && target.validity.valid && target.value !== '') onChange(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </span>
  );
}
