'use client';

import { Search, X } from 'lucide-react';
import { type Ref, useCallback, useEffect, useRef, useState } from 'react';
import { cn } from './cn.ts';
import { Input } from './field.tsx';
import { Kbd } from './kbd.tsx';

export interface SearchBoxProps {
  label: string;
  /** The settled value, usually from the URL. */
  value: string;
  /** Called when typing pauses for `delay` ms, at once on Enter and on clearing. */
  onChange: (value: string) => void;
  placeholder?: string;
  delay?: number;
  shortcut?: string;
  ref?: Ref<HTMLInputElement>;
  className?: string;
}

export function SearchBox({
  label,
  value,
  onChange,
  placeholder,
  delay = 250,
  shortcut,
  ref,
  className,
}: SearchBoxProps) {
  const [draft, setDraft] = useState(value);
  const [settled, setSettled] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // The URL changed from elsewhere (Back, a cleared filter): follow it.
  if (value !== settled) {
    setSettled(value);
    setDraft(value);
  }
  const cancel = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  useEffect(() => cancel, [cancel]);
  const settle = (next: string) => {
    cancel();
    setSettled(next);
    if (next !== value) onChange(next);
  };
  const type = (next: string) => {
    setDraft(next);
    cancel();
    timer.current = setTimeout(() => settle(next), delay);
  };
  return (
    <search className={cn('relative block', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
      />
      <Input
        ref={ref}
        type="text"
        inputMode="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={placeholder ?? label}
        value={draft}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle(draft);
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        className="pr-8 pl-8"
      />
      {draft === '' ? (
        shortcut !== undefined && <Kbd className="-translate-y-1/2 absolute top-1/2 right-2">{shortcut}</Kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            setDraft('');
            settle('');
          }}
          className="touch-target -translate-y-1/2 absolute top-1/2 right-1.5 grid size-6 place-items-center rounded-[4px] text-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </search>
  );
}
