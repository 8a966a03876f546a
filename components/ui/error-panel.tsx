import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface ErrorPanelProps {
  /** What happened, in one sentence. */
  title: string;
  /** What was kept: "Your filters are in the address and nothing was changed." */
  kept?: ReactNode;
  /** What to do now. */
  advice?: ReactNode;
  /** Code or id to quote when asking for help. */
  reference?: string;
  /** Buttons: try again first. */
  actions?: ReactNode;
  /** `h1` where the panel is all there is. */
  heading?: 'h1' | 'h2';
  className?: string;
}

export function ErrorPanel(props: ErrorPanelProps) {
  const { title, kept, advice, reference, actions, heading: Heading = 'h2', className } = props;
  return (
    <section role="alert" className={cn('broken flex gap-3 rounded-card p-4', className)}>
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-failed" />
      <div className="min-w-0 flex-1">
        <Heading className="font-semibold text-14">{title}</Heading>
        {kept === undefined ? null : <p className="mt-1 text-13 text-soft">{kept}</p>}
        {advice === undefined ? null : <p className="mt-1 text-13 text-soft">{advice}</p>}
        {actions === undefined ? null : <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
        {reference === undefined ? null : (
          <p className="mt-3 text-12 text-faint">
            Reference <code className="break-all font-mono">{reference}</code>
          </p>
        )}
      </div>
    </section>
  );
}
