import type { ReactNode } from 'react';

/** One part of the explanation: what it is called, then words and numbers. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="font-semibold text-16">
        {title}
      </h2>
      {children}
    </section>
  );
}

export function Text({ children }: { children: ReactNode }) {
  return <p className="text-pretty text-14 text-soft">{children}</p>;
}
