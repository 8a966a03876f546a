import { useEffect, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { OpenCompletion } from './use-completion.ts';

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

export interface SuggestionsProps {
  id: string;
  open: OpenCompletion;
  /** Of the word that is written: line from 0, column from 0. */
  line: number;
  column: number;
  /** Pixels that the text is moved to the left by. */
  scrolled: number;
  lineHeight: number;
}

/** What may stand at the cursor, below it. */
export function Suggestions({ id, open, line, column, scrolled, lineHeight }: SuggestionsProps) {
  const list = useRef<HTMLDivElement>(null);
  const { suggestions, active, take } = open;
  useEffect(() => {
    // Whole where the editor ends, and then the active one in it.
    list.current?.scrollIntoView({ block: 'nearest' });
    list.current?.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="What may stand here"
      className="absolute z-10 max-h-52 w-72 max-w-full overflow-y-auto rounded-control border bg-raised py-1 shadow-layer"
      style={{
        top: (line + 1) * lineHeight + 10,
        left: `max(0px, min(calc(${column}ch + 8px - ${scrolled}px), calc(100% - 18rem)))`,
      }}
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.word}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The text keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onMouseUp={() => take(suggestion)}
          className={cn('cursor-pointer px-2 py-1', index === active && 'bg-hover')}
        >
          <span className="block">{suggestion.word}</span>
          {suggestion.hint === '' ? null : <span className="block font-sans text-faint">{suggestion.hint}</span>}
        </div>
      ))}
    </div>
  );
}
