import type { ReactNode } from 'react';
import type { UserRow } from '#lib/contracts/user.ts';

/** Does something to a person; returns what is said when it is done. */
export type Act = () => Promise<{ title: string }>;

export interface PartProps {
  person: UserRow;
  busy: boolean;
  run: (act: Act) => void;
}

/** One thing that can be done to a person: what it causes, and its button. */
export function Part({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) {
  return (
    <section className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-t pt-3">
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="font-medium text-13">{title}</h3>
        <div className="mt-0.5 text-13 text-soft">{children}</div>
      </div>
      {action}
    </section>
  );
}
