import type { RightRow } from '#components/queries/access-reviews.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { cn } from '#components/ui/cn.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { Seen, WRAPS } from '../parts.tsx';
import { kindWord } from '../words.ts';
import { decisionWords, marksOf, verificationWords } from './words.ts';

export function Who({ item }: { item: ReviewItem }) {
  const { principal, system, subject } = item;
  return (
    <span className="block min-w-0">
      <span className="font-medium">
        <Breakable text={principal.name} />
      </span>
      <span className="block text-12 text-faint">
        {kindWord(principal.kind)} · <Breakable text={system} />
        {subject === null || subject.name === principal.name ? '' : ` · ${subject.name}`}
      </span>
    </span>
  );
}

export function What({ item }: { item: ReviewItem }) {
  const { kind, target, level, permission, why } = item;
  return (
    <span className="block min-w-0">
      <span className={cn(level >= 4 ? 'font-medium text-ink' : 'text-soft')}>{levelWord(level)}</span>{' '}
      {kind === 'membership' ? 'by being in ' : 'on '}
      <Breakable text={target.name} />
      <span className="block text-12 text-faint">
        {permission === levelWord(level) || permission === '' ? '' : `${permission} · `}
        <Breakable text={why} />
      </span>
    </span>
  );
}

function Marks({ item }: { item: ReviewItem }) {
  return (
    <span className="flex flex-wrap gap-1">
      {marksOf(item).map(({ word, urgent }) => (
        <Tag key={word} urgent={urgent}>
          {word}
        </Tag>
      ))}
      {item.risk.stale ? <StateBadge state="stale">Not told any more</StateBadge> : null}
    </span>
  );
}

/** What was decided, by whom, and what became of it. */
export function Decided({ item }: { item: ReviewItem }) {
  const { decision, reviewer, may } = item;
  if (decision === null) {
    return (
      <span>
        <span className="text-faint">undecided</span>
        <span className="block text-12 text-faint">
          {may.decide ? 'for you' : reviewer === null ? 'for nobody' : `for ${reviewer.name}`}
        </span>
      </span>
    );
  }
  const became = verificationWords(item);
  return (
    <span className="block min-w-0">
      <span className={decision.decision === 'certify' ? 'text-soft' : 'font-medium'}>{decisionWords(decision)}</span>
      <span className="block text-12 text-faint">
        by {decision.by.name}
        {decision.in_bulk ? ', with others' : ''}
      </span>
      {became === null ? null : (
        <span className={cn('block text-12', item.verification?.overdue === true ? 'text-failed' : 'text-soft')}>
          {became}
          {item.verification?.overdue === true ? ', for seven days or more' : ''}
        </span>
      )}
    </span>
  );
}

const wraps = (children: React.ReactNode) => <span className={WRAPS}>{children}</span>;

export const COLUMNS: readonly DataColumn<RightRow>[] = [
  { id: 'who', header: 'Who', width: '24%', cell: ({ item }) => wraps(<Who item={item} />) },
  { id: 'what', header: 'May do what', cell: ({ item }) => wraps(<What item={item} />) },
  { id: 'marks', header: 'Of note', width: '18%', hideBelow: 'lg', cell: ({ item }) => wraps(<Marks item={item} />) },
  {
    ...{ id: 'used', header: 'Last used', width: '96px', numeric: true, hideBelow: 'md' },
    cell: ({ item }) => <Seen at={item.last_used} />,
  },
  { id: 'decided', header: 'Decision', width: '20%', cell: ({ item }) => wraps(<Decided item={item} />) },
];

export function RightCard({ item }: { item: ReviewItem }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <Who item={item} />
      <What item={item} />
      <Marks item={item} />
      <div className="flex items-start justify-between gap-3">
        <Decided item={item} />
        <span className="shrink-0 text-12 text-faint">
          last used: <Seen at={item.last_used} />
        </span>
      </div>
    </div>
  );
}
