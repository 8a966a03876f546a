import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DemoNoticeView } from '#lib/contracts/demo.ts';
import { formatCount } from '#lib/format.ts';

export interface DemoBannerProps {
  /** Demo repositories beside real ones; otherwise there are no others. */
  beside: boolean;
  notice: DemoNoticeView;
  action?: ReactNode;
}

/** "The 40 repositories here (1 archived)": how many are made up. */
function madeUp({ beside, notice: { repositories, archived } }: DemoBannerProps): string {
  const hidden = archived === 0 ? '' : ` (${archived} archived)`;
  const count = formatCount(repositories, 'repository', 'repositories');
  return beside ? `The ${count} marked “demo”${hidden}` : `The ${count} here${hidden}`;
}

/** Says that the data is a demo, and exactly what of it is made up. */
export function DemoBanner(props: DemoBannerProps) {
  const { beside, notice, action } = props;
  const title = beside ? 'Demo data' : 'Demo organization';
  return (
    <aside
      aria-label={title}
      className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken px-4 py-1.5 text-13 sm:px-6"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0 text-faint" />
      <p className="min-w-0 flex-1 text-pretty">
        <span className="font-medium">{title}.</span>{' '}
        <span className="text-soft">
          {notice.repositories === 0
            ? 'Its repositories are on their way.'
            : `${madeUp(props)} and all that is reported for them are made up. People and tokens are real.`}
        </span>
      </p>
      {action}
    </aside>
  );
}
