import { CircleCheck, FilterX, Inbox, Plug, ScanLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { Snippet } from './snippet.tsx';

export type EmptyKind = 'not-configured' | 'no-scan-yet' | 'nothing-yet' | 'clean' | 'filtered-out';

export interface EmptyStateProps {
  kind: EmptyKind;
  /** Says what is not here: "No scanner reports for acme/web yet". */
  title: string;
  /** Says why, in one or two sentences. */
  children?: ReactNode;
  /** The one next step: a button or a link. */
  action?: ReactNode;
  /** The same step as a command to copy. */
  command?: { code: string; title?: string };
  className?: string;
}

function Picture({ kind }: { kind: EmptyKind }) {
  const box = 'grid size-11 place-items-center rounded-card [&_svg]:size-5';
  switch (kind) {
    case 'not-configured':
      return (
        <span className={cn(box, 'border-2 border-line-strong border-dashed text-faint')}>
          <Plug aria-hidden />
        </span>
      );
    case 'no-scan-yet':
      return (
        <span className={cn(box, 'hatch border border-line-strong')}>
          <span className="grid size-7 place-items-center rounded-control bg-ground text-soft">
            <ScanLine aria-hidden />
          </span>
        </span>
      );
    case 'nothing-yet':
      return (
        <span className={cn(box, 'border border-line-strong text-soft')}>
          <Inbox aria-hidden />
        </span>
      );
    case 'clean':
      return (
        <span className={cn(box, 'border border-line-strong text-clean')}>
          <CircleCheck aria-hidden />
        </span>
      );
    case 'filtered-out':
      return (
        <span className={cn(box, 'bg-sunken text-soft')}>
          <FilterX aria-hidden />
        </span>
      );
  }
}

const KIND_WORD: Record<EmptyKind, string> = {
  'not-configured': 'Not configured',
  'no-scan-yet': 'Not measured yet',
  'nothing-yet': 'Nothing yet',
  clean: 'Clean',
  'filtered-out': 'Nothing matches',
};

/** Kinds of nothing, never to be confused: unset, not measured, nothing that people did, clean, filtered away. */
export function EmptyState({ kind, title, children, action, command, className }: EmptyStateProps) {
  return (
    <section
      className={cn('mx-auto flex w-full max-w-[560px] flex-col items-center px-4 py-12 text-center', className)}
    >
      <Picture kind={kind} />
      <p className="mt-4 text-12 text-faint">{KIND_WORD[kind]}</p>
      <h2 className="mt-0.5 text-balance font-semibold text-16">{title}</h2>
      {children === undefined ? null : <div className="mt-1.5 text-pretty text-14 text-soft">{children}</div>}
      {action === undefined ? null : <div className="mt-5">{action}</div>}
      {command === undefined ? null : (
        <Snippet
          className="mt-5 w-full"
          code={command.code}
          {...(command.title === undefined ? {} : { title: command.title })}
        />
      )}
    </section>
  );
}
