import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DemoNoticeView } from '#lib/contracts/demo.ts';
import { formatCount } from '#lib/format.ts';

/** "The 40 repositories here (1 archived)": what is made up. */
function madeUp({ repositories, archived, beside }: DemoNoticeView): string {
  const hidden = archived === 0 ? '' : ` (${archived} archived)`;
  const count = formatCount(repositories, 'repository', 'repositories');
  return beside ? `The ${count} marked “demo”${hidden}` : `The ${count} here${hidden}`;
}

/** Says that the data is a demo, and exactly what of it is made up. */
export function DemoBanner({ notice, action }: { notice: DemoNoticeView; action?: ReactNode }) {
  const title = notice.beside ? 'Demo data' : 'Demo organization';
  return (
    <aside
      aria-label={title}
      className="flex min-h-10 items-center gap-x-3 border-b bg-sunken px-4 py-1.5 text-13 sm:px-6"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0 text-faint max-sm:hidden" />
      <p className="min-w-0 flex-1 text-pretty">
        <span className="font-medium max-sm:sr-only">{title}.</span>{' '}
        <span className="text-soft">
          {notice.repositories === 0 ? (
            'Its repositories are on their way.'
          ) : (
            <>
              {madeUp(notice)} and all that is reported for them are made up.
              <span className="max-sm:hidden"> So are its teams, and its people, who cannot sign in.</span>
            </>
          )}
        </span>
      </p>
      {action}
    </aside>
  );
}
