'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { type RightRow, reviewRightsQuery } from '#components/queries/access-reviews.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { BulkBar } from '#components/ui/bulk-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useShortcutPause } from '#components/ui/shortcuts.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import type { ReviewDecision } from '#lib/domain/access-review/review.ts';
import { formatNumber } from '#lib/format.ts';
import { given } from '../filters.ts';
import { type RightFilters, readRightFilters } from './filters.ts';
import { COLUMNS, RightCard } from './right-cells.tsx';
import { CLEAR, RightsToolbar } from './rights-toolbar.tsx';

const DecideDialog = dynamic(() => import('./decide-dialog.tsx'), { ssr: false });
const DelegateDialog = dynamic(() => import('./delegate-dialog.tsx'), { ssr: false });
const RightDialog = dynamic(() => import('./right-dialog.tsx'), { ssr: false });

const renderCard = ({ item }: RightRow) => <RightCard item={item} />;
const rowName = ({ item }: RightRow): string => `${item.principal.name} on ${item.target.name}`;

function paramsOf({ mine, system, ...rest }: RightFilters): Record<string, string> {
  return given({ ...rest, system, mine: mine ? 'true' : '' });
}

type Asked =
  | { what: 'decide'; decision: ReviewDecision; items: readonly ReviewItem[] }
  | { what: 'delegate'; items: readonly ReviewItem[] }
  | { what: 'show'; item: ReviewItem };

/** How many are chosen, and why some of them are not taken together. */
function chosenWords(items: readonly ReviewItem[]): string {
  const high = items.filter((item) => item.high).length;
  const words = `${formatNumber(items.length)} selected`;
  return high === 0 || items.length === 1 ? words : `${words}, ${formatNumber(high)} only one by one`;
}

function Dialogs({
  review,
  asked,
  onClose,
  onDone,
}: {
  review: ReviewDetail;
  asked: Asked;
  onClose: () => void;
  onDone: () => void;
}) {
  switch (asked.what) {
    case 'decide':
      return <DecideDialog review={review.id} {...asked} onClose={onClose} onDone={onDone} />;
    case 'delegate':
      return (
        <DelegateDialog
          review={review}
          items={asked.items}
          open
          onOpenChange={(open) => (open ? undefined : onClose())}
          onDone={onDone}
        />
      );
    case 'show':
      return <RightDialog item={asked.item} onClose={onClose} />;
  }
}

const KEYS = [
  { keys: 'c', label: 'Certify…', decision: 'certify' },
  { keys: 'r', label: 'Revoke…', decision: 'revoke' },
  { keys: 'e', label: 'Change…', decision: 'change' },
] as const;

function useRights(id: number) {
  const [params, change] = useAddress();
  const filters = readRightFilters((name) => params.get(name));
  const chosen = {
    ...paramsOf(filters),
    ...given({ reviewer: idIn(params.get('reviewer')), team: idIn(params.get('team')) }),
  };
  const query = useInfiniteQuery(reviewRightsQuery(id, chosen));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return { filters, change, query, rows, list: new URLSearchParams(chosen).toString() };
}

const idIn = (text: string | null): string => (text !== null && /^[1-9]\d{0,8}$/.test(text) ? text : '');

/** Ids that are ticked, of the list with these filters only. */
function useTicked(list: string) {
  const [ticked, setTicked] = useState<{ list: string; ids: ReadonlySet<string> }>({ list, ids: new Set() });
  return {
    ids: ticked.list === list ? ticked.ids : new Set<string>(),
    set: (ids: ReadonlySet<string>) => setTicked({ list, ids }),
  };
}

/** The rights of a review, for its reviewers to decide and for others to look at. */
export function Rights({ review }: { review: ReviewDetail }) {
  const { filters, change, query, rows, list } = useRights(review.id);
  const ticked = useTicked(list);
  const [asked, setAsked] = useState<Asked | null>(null);
  useShortcutPause(asked !== null);
  const items = rows.filter(({ id }) => ticked.ids.has(id)).map(({ item }) => item);
  const mayDecide = review.state === 'open' && rows.some(({ item }) => item.may.decide);
  const clear = () => ticked.set(new Set());
  const shortcuts = KEYS.map(({ keys, label, decision }) => ({
    ...{ keys, label },
    run: (chosen: RightRow[]) => setAsked({ what: 'decide', decision, items: chosen.map(({ item }) => item) }),
  }));
  return (
    <div className="pt-4">
      <RightsToolbar review={review} filters={filters} change={change} />
      <PagedTable
        query={query}
        noun="rights"
        moreLabel="Load more rights"
        label="Rights"
        columns={COLUMNS}
        renderCard={renderCard}
        rowName={rowName}
        onOpen={({ item }) => setAsked({ what: 'show', item })}
        {...(mayDecide ? { selection: ticked.ids, onSelectionChange: ticked.set, shortcuts } : {})}
        empty={
          <EmptyState
            kind="filtered-out"
            title="No right matches these filters"
            action={<Button onClick={() => change(CLEAR)}>Show all</Button>}
          />
        }
      />
      <BulkBar count={items.length} words={chosenWords(items)} onClear={clear}>
        {KEYS.map(({ keys, label, decision }) => (
          <Button
            key={keys}
            size="sm"
            aria-haspopup="dialog"
            onClick={() => setAsked({ what: 'decide', decision, items })}
          >
            {label} <Kbd className="ml-1">{keys.toUpperCase()}</Kbd>
          </Button>
        ))}
        <Button size="sm" aria-haspopup="dialog" onClick={() => setAsked({ what: 'delegate', items })}>
          Delegate…
        </Button>
      </BulkBar>
      {asked === null ? null : <Dialogs review={review} asked={asked} onClose={() => setAsked(null)} onDone={clear} />}
    </div>
  );
}
