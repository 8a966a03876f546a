import { type ReactNode, useId } from 'react';

/** A part of the finding's page. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-2">
        <h2 id={id} className="font-semibold text-14">
          {title}
        </h2>
        {note === undefined ? null : <p className="text-12 text-faint">{note}</p>}
      </div>
      {children}
    </section>
  );
}
