import { cn } from './cn.ts';
import { ScrollRegion } from './scroll-region.tsx';

export interface CodeBlockProps {
  /** Plain text; newlines separate lines. Never interpreted. */
  text: string;
  /** Number of the first line; `null` when unknown, and then no numbers are shown. */
  startLine?: number | null;
  /** First and last line to mark, inclusive, in the file's numbering (from 1 when `startLine` is unknown). */
  marked?: { from: number; to: number } | null;
  /** Names the scrolling region, usually the path. */
  label: string;
  /** Shows `label` as a head above the code. */
  head?: boolean;
  className?: string;
}

/** A mono block with one place marked. */
export function CodeBlock({ text, startLine = null, marked = null, label, head = false, className }: CodeBlockProps) {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const first = startLine ?? 1;
  const width = String(first + lines.length - 1).length;
  return (
    <figure className={cn('overflow-hidden rounded-card border bg-side', className)}>
      {head ? (
        <figcaption title={label} className="truncate border-b px-3 py-1.5 font-mono text-12 text-soft">
          {label}
        </figcaption>
      ) : null}
      <ScrollRegion label={`Code: ${label}`}>
        <pre className="w-max min-w-full py-2 font-mono text-12 leading-5">
          {lines.map((line, index) => {
            const number = first + index;
            const isMarked = marked !== null && number >= marked.from && number <= marked.to;
            return (
              <span
                // Lines never move within one block.
                key={number}
                className={cn('flex border-l-2 pr-4', isMarked ? 'border-high bg-mark' : 'border-transparent')}
              >
                {startLine === null ? null : (
                  <span
                    aria-hidden
                    className={cn('shrink-0 select-none pr-3 pl-2.5 text-right', isMarked ? 'text-ink' : 'text-faint')}
                    style={{ minWidth: `calc(${width}ch + 24px)` }}
                  >
                    {number}
                  </span>
                )}
                <code className={startLine === null ? 'pl-3' : undefined}>
                  {isMarked ? <span className="sr-only">marked line: </span> : null}
                  {line === '' ? ' ' : line}
                </code>
              </span>
            );
          })}
        </pre>
      </ScrollRegion>
    </figure>
  );
}

/** Code inside a sentence: a path, a rule, a hash. */
export function Code({ children, className }: { children: string; className?: string }) {
  return (
    <code className={cn('break-words rounded-[4px] bg-sunken px-1 py-px font-mono text-[0.92em]', className)}>
      {children}
    </code>
  );
}
