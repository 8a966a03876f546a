'use client';

import { useId, useRef } from 'react';
import { useHydrated } from '#components/ui/clock.tsx';
import { cn } from '#components/ui/cn.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import type { PolicyCheckView } from '#lib/contracts/policy.ts';
import { formatCount } from '#lib/format.ts';
import { optionId, Suggestions } from './suggestions.tsx';
import { useCompletion } from './use-completion.ts';

type Problem = PolicyCheckView['problems'][number];

export interface PolicyEditorProps {
  label: string;
  text: string;
  problems: readonly Problem[];
  /** Null: it is only read. */
  onChange: ((text: string) => void) | null;
}

const LINE = 20;

/** Line and column of an offset, from 0. */
function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** A text with the numbers of its lines, the wrong ones marked. What is wrong stands below, and leads to its place. */
export function PolicyEditor({ label, text, problems, onChange }: PolicyEditorProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const { open, handlers, typed } = useCompletion(area, onChange);
  // Until the page is live, what is typed would be set back.
  const isLive = useHydrated();
  const listId = `${id}-suggestions`;
  const wrong = new Set(problems.map(({ line }) => line));
  const lines = text.split('\n');
  const numbers = Array.from(lines, (_, index) => index + 1);
  const goTo = ({ line, column }: Problem) => {
    const offset = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    area.current?.focus();
    area.current?.setSelectionRange(offset, offset);
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <label htmlFor={id} className="font-medium text-13">
        {label}
      </label>
      <div
        className={cn(
          'flex max-h-[60vh] min-h-64 overflow-auto rounded-control border border-control bg-raised font-mono text-12',
          // The text is as high as its lines: a frame of its own would be cut off.
          'has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-accent',
          problems.length > 0 && 'border-failed',
        )}
      >
        <ol aria-hidden className="sticky left-0 shrink-0 select-none bg-raised py-2 pr-2 pl-3 text-right text-faint">
          {numbers.map((number) => (
            <li key={number} className={cn('leading-5', wrong.has(number) && 'font-semibold text-failed')}>
              {wrong.has(number) ? '●' : ''} {number}
            </li>
          ))}
        </ol>
        <div className="relative flex min-w-0 flex-1">
          <textarea
            id={id}
            ref={area}
            value={text}
            readOnly={onChange === null || !isLive}
            onChange={({ target }) => {
              onChange?.(target.value);
              typed(target.value, target.selectionStart);
            }}
            {...handlers}
            aria-autocomplete="list"
            aria-controls={open === null ? undefined : listId}
            aria-activedescendant={open === null ? undefined : optionId(listId, open.active)}
            aria-invalid={problems.length > 0 || undefined}
            aria-describedby={problems.length > 0 ? `${id}-keys ${id}-problems` : `${id}-keys`}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            wrap="off"
            style={{ height: lines.length * LINE + 24 }}
            className="min-w-0 flex-1 resize-none overflow-x-auto overflow-y-hidden whitespace-pre bg-transparent px-2 py-2 leading-5 outline-none pointer-coarse:text-16"
          />
          {open === null ? null : (
            <Suggestions
              id={listId}
              open={open}
              {...placeOf(text, open.from)}
              scrolled={area.current?.scrollLeft ?? 0}
              lineHeight={LINE}
            />
          )}
        </div>
      </div>
      <p role="status" className="sr-only">
        {open === null ? '' : `${formatCount(open.suggestions.length, 'suggestion')}: arrow keys choose, Enter takes.`}
      </p>
      {onChange === null ? null : (
        <p id={`${id}-keys`} className="text-12 text-faint pointer-coarse:hidden">
          <Kbd>Ctrl</Kbd> <Kbd>Space</Kbd> shows what may stand at the cursor.
        </p>
      )}
      {problems.length === 0 ? null : (
        <ul id={`${id}-problems`} className="flex flex-col gap-1 text-13 text-failed">
          {problems.slice(0, 20).map((problem) => (
            <li key={`${problem.line} ${problem.column} ${problem.message}`}>
              <button
                type="button"
                onClick={() => goTo(problem)}
                className="text-left underline-offset-2 hover:underline"
              >
                Line {problem.line}: {problem.message}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
