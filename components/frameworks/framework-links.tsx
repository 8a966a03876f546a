import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import type { FrameworkList } from '#lib/contracts/framework.ts';
import type { FrameworkId } from '#lib/domain/framework/framework.ts';
import { STATE_ORDER } from './filters.ts';
import { STATE_WORDS } from './words.ts';

type Item = FrameworkList['items'][number];

const LOOKS = {
  fail: 'bg-failed',
  unknown: 'hatch border border-line-strong',
  pass: 'bg-clean',
  not_applicable: 'bg-sunken',
} as const;

/** How many controls are in each state, as one bar; the words beside it say the same. */
function Bar({ totals }: Pick<Item, 'totals'>) {
  return (
    <span aria-hidden className="flex h-2 w-full gap-px overflow-hidden rounded-full">
      {STATE_ORDER.filter((state) => totals[state] > 0).map((state) => (
        <span key={state} className={cn('h-full', LOOKS[state])} style={{ flexGrow: totals[state] }} />
      ))}
    </span>
  );
}

function words(totals: Item['totals']): string {
  return STATE_ORDER.filter((state) => totals[state] > 0)
    .map((state) => `${totals[state]} ${STATE_WORDS[state].toLowerCase().replace(/(?:e?s)$/, '')}`)
    .join(' · ');
}

/** The frameworks, each with how many of its controls hold. */
export function FrameworkLinks({ items, chosen }: { items: readonly Item[]; chosen: FrameworkId }) {
  return (
    <nav aria-label="Frameworks" className="mb-6 grid grid-cols-2 gap-3 lg:grid-cols-4">
      {items.map(({ id, name, totals }) => (
        <Link
          key={id}
          href={id === 'owasp' ? '/frameworks' : `/frameworks?framework=${id}`}
          aria-current={id === chosen ? 'page' : undefined}
          className={cn(
            'flex min-w-0 flex-col gap-1.5 rounded-card border p-3 transition-colors hover:bg-side',
            id === chosen && 'border-ink',
          )}
        >
          <span className="font-medium text-13">{name}</span>
          <Bar totals={totals} />
          <span className="text-12 text-faint">{words(totals)}</span>
        </Link>
      ))}
    </nav>
  );
}
