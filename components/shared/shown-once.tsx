import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';

export interface ShownOnceProps {
  /** The word for it: "token", "link". */
  what: string;
  icon: LucideIcon;
  /** Says that it is not shown again. */
  title: string;
  text: string;
  /** What it is good for, and for how long. */
  children: ReactNode;
}

/** The one time that something secret is shown. */
export function ShownOnce({ what, icon: Icon, title, text, children }: ShownOnceProps) {
  return (
    <section
      role="status"
      aria-label={`The new ${what}`}
      className="rounded-card border border-line-strong bg-side p-4"
    >
      <p className="flex min-w-0 items-start gap-2 font-medium text-13">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
        <span className="min-w-0 break-words">{title}</span>
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-60 break-all rounded-control border bg-raised px-2.5 py-1.5 font-mono text-13">
          {text}
        </code>
        <CopyButton text={text} what={what} words />
      </div>
      <p className="mt-2 text-12 text-soft">{children}</p>
    </section>
  );
}
