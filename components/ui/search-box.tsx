'use client';

import { Search, X } from 'lucide-react';
import { type Ref, useEffect, useEffectEvent, useState } from 'react';
import { cn } from './cn.ts';
import { Input } from './field.tsx';
import { Kbd } from './kbd.tsx';
import { drawn, handedOn, hasNews, type SearchText, searchText } from './search-text.ts';

export interface SearchBoxProps {
  label: string;
  /** The settled value, usually from the URL. */
  value: string;
  /** Called when typing pauses for `delay` ms, at once on Enter and on clearing. */
  onChange: (value: string) => void;
  /** Enter was pressed: after `onChange`, where that was due. */
  onEnter?: () => void;
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
  onEnter,
  placeholder,
  delay = 250,
  shortcut,
  ref,
  className,
}: SearchBoxProps) {
  const [known, setText] = useState(() => searchText(value));
  const text = drawn(known, value);
  if (text !== known) setText(text);
  const settle = (next: SearchText) => {
    setText(hasNews(next) ? handedOn(next) : next);
    if (hasNews(next)) onChange(next.draft);
  };
  // By then the list may have been drawn anew: the pause ends with what it is told now, not when the key was pressed.
  const onPause = useEffectEvent(() => settle(text));
  const { draft } = text;
  // Another text begins the pause anew.
  const waiting = hasNews(text) ? draft : null;
  useEffect(() => {
    if (waiting === null) return;
    const timer = setTimeout(onPause, delay);
    return () => clearTimeout(timer);
  }, [waiting, delay]);
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
        onChange={(event) => setText({ ...text, draft: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            settle(text);
            onEnter?.();
          }
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
          onClick={() => settle({ ...text, draft: '' })}
          className="touch-target -translate-y-1/2 absolute top-1/2 right-1.5 grid size-6 place-items-center rounded-[4px] text-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </search>
  );
}
