import { type ReactNode, useId } from 'react';

export interface SectionProps {
  title: string;
  /** What it is for, in a sentence. */
  note: string;
  /** Why the last change was refused. */
  error?: string | null | undefined;
  children: ReactNode;
}

/** A part of a team's page. */
export function Section({ title, note, error, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <div>
        <h3 id={id} className="font-semibold text-14">
          {title}
        </h3>
        <p className="text-13 text-soft">{note}</p>
      </div>
      <p role="alert" className="break-words text-13 text-failed empty:hidden">
        {error}
      </p>
      {children}
    </section>
  );
}
