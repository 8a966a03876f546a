import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';

/** Says that the data is a demo: all of it, or (`beside`) the demo repositories beside real ones. */
export function DemoBanner({ beside, action }: { beside: boolean; action?: ReactNode }) {
  const [title, sentence] = beside
    ? ['Demo data.', 'Repositories marked “demo” are made up, with everything in them.']
    : ['Demo organization.', 'Every repository, finding and person here is made up.'];
  return (
    <aside
      aria-label={beside ? 'Demo data' : 'Demo organization'}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken px-4 py-1.5 text-13 sm:px-6"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0 text-faint" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{title}</span> <span className="text-soft">{sentence}</span>
      </p>
      {action}
    </aside>
  );
}
