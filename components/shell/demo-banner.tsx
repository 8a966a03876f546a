import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';

/** Says that nothing here is real; `action` leads to the real thing. */
export function DemoBanner({ action }: { action?: ReactNode }) {
  return (
    <aside
      aria-label="Demo organization"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken px-4 py-1.5 text-13 sm:px-6"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0 text-faint" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">Demo organization.</span>{' '}
        <span className="text-soft">Every repository, finding and person here is made up.</span>
      </p>
      {action}
    </aside>
  );
}
