import type { ReactNode } from 'react';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { Link } from '#components/ui/link.tsx';
import { SEVERITY_COLOR, SEVERITY_WORD } from '#components/ui/severity-mark.tsx';
import type { Category, Severity } from '#lib/domain/finding/finding.ts';
import { formatAgeLong, formatCompact } from '#lib/format.ts';

/** What is known about one category of one repository. `fresh` with no findings is what is called clean. */
export interface Freshness {
  state: 'fresh' | 'stale' | 'failed' | 'unmeasured';
  /** Worst open severity; null when none is open. */
  worst: Severity | null;
  open: number;
  /** Time of the latest complete scan. */
  at: string | null;
}

export interface FreshnessCellProps extends Freshness {
  category: Category;
  /** Milliseconds; for the age in the words. */
  now: number;
  href?: string;
}

function describe({ category, state, worst, open, at, now }: FreshnessCellProps): string {
  const name = CATEGORY_TITLE[category];
  const age = at === null ? '' : `, last scan ${formatAgeLong(at, now)}`;
  const findings =
    open === 0
      ? 'nothing open'
      : `${open} open, worst ${worst === null ? 'unknown' : SEVERITY_WORD[worst].toLowerCase()}`;
  switch (state) {
    case 'unmeasured':
      return `${name}: not measured`;
    case 'failed':
      return `${name}: last scan failed, before it ${findings}${age}`;
    case 'stale':
      return `${name}: stale, ${findings}${age}`;
    case 'fresh':
      return open === 0 ? `${name}: clean${age}` : `${name}: ${findings}${age}`;
  }
}

function Check() {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 text-clean">
      <path d="m2 6.5 2.75 2.75L10 3.5" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  );
}

function insideOf({ state, worst, open }: Freshness): ReactNode {
  if (open === 0) return state === 'fresh' ? <Check /> : <span className="size-2 rounded-full bg-shape" />;
  return worst === null ? null : formatCompact(open);
}

const INSIDE = 'grid place-items-center font-medium text-12 text-ink';
const BOX = 'relative h-6 w-9 place-items-center overflow-hidden rounded-[5px]';

function look({ state, worst }: Freshness): string {
  switch (state) {
    case 'unmeasured':
      return 'hatch ring-1 ring-line-strong ring-inset';
    case 'failed':
      return 'broken';
    case 'stale':
      return 'ring-1 ring-line-strong ring-inset';
    case 'fresh':
      return worst === null ? 'ring-1 ring-line ring-inset' : 'ring-1 ring-line-strong ring-inset';
  }
}

/** The worse, the longer: the stripe says the severity without its colour too. */
const STRIPE: Record<Severity, string> = {
  critical: '100%',
  high: '80%',
  medium: '60%',
  unknown: '45%',
  low: '30%',
  info: '15%',
};

const stripeOf = (worst: Severity | null) =>
  worst === null
    ? { width: '100%', backgroundColor: 'var(--n-9)' }
    : { width: STRIPE[worst], backgroundColor: SEVERITY_COLOR[worst] };

/** One square of the category × freshness grid: a stripe of the worst severity, the count of what is open, and the pattern of its state. */
export function FreshnessCell(props: FreshnessCellProps) {
  const words = describe(props);
  // Stale with nothing open still shows its age: hatch over grey.
  const stripe = props.state === 'stale' || (props.worst !== null && props.state !== 'unmeasured');
  const box = (
    <>
      {stripe ? (
        <span
          aria-hidden
          className={`absolute bottom-0 left-0 ${props.state === 'stale' ? 'hatch-over h-1.5' : 'h-1'}`}
          style={stripeOf(props.worst)}
        />
      ) : null}
      {props.state === 'unmeasured' ? null : (
        <span aria-hidden className={stripe ? `${INSIDE} -mt-1` : INSIDE}>
          {insideOf(props)}
        </span>
      )}
      <span className="sr-only">{words}</span>
    </>
  );
  if (props.href === undefined) {
    return (
      <span title={words} className={`grid ${BOX} ${look(props)}`}>
        {box}
      </span>
    );
  }
  return (
    <Link href={props.href} title={words} className={`inline-grid ${BOX} ${look(props)} hover:bg-hover`}>
      {box}
    </Link>
  );
}

export interface FreshnessRowProps {
  cells: readonly (FreshnessCellProps | { category: Category; state: 'not_expected' })[];
}

/** Nothing is expected here, and nothing is missing: the place stays, so that each category is below its head. */
function NotExpected({ category }: { category: Category }) {
  const words = `${CATEGORY_TITLE[category]}: not expected of it`;
  return (
    <span title={words} className="grid h-6 w-9 place-items-center text-12 text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** A repository's categories side by side, in one fixed order. */
export function FreshnessRow({ cells }: FreshnessRowProps) {
  return (
    <ul className="flex gap-1">
      {cells.map((cell) => (
        <li key={cell.category} className="flex">
          {cell.state === 'not_expected' ? <NotExpected category={cell.category} /> : <FreshnessCell {...cell} />}
        </li>
      ))}
    </ul>
  );
}
