import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { ScrollRegion } from './scroll-region.tsx';

export interface SnippetProps {
  code: string;
  /** Shown as the head: a file name or what the command does. */
  title?: string;
  /** What the copy button says it copies. */
  what?: string;
  className?: string;
}

/** Something to copy and paste whole: a command or a piece of CI configuration. */
export function Snippet({ code, title, what = 'command', className }: SnippetProps) {
  return (
    <figure className={cn('relative overflow-hidden rounded-card border bg-side text-left', className)}>
      {title === undefined ? null : (
        <figcaption title={title} className="truncate border-b py-1.5 pr-12 pl-3 text-12 text-soft">
          {title}
        </figcaption>
      )}
      <ScrollRegion label={title ?? what}>
        <pre className="w-max min-w-full py-2.5 pr-12 pl-3 font-mono text-12 leading-5">{code}</pre>
      </ScrollRegion>
      <div className={cn('absolute right-1.5 rounded-control bg-side', title === undefined ? 'top-2' : 'top-0')}>
        <CopyButton text={code} what={what} />
      </div>
    </figure>
  );
}
