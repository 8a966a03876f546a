'use client';

import { Layers, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import type { FindingFilters } from '#components/queries/findings.ts';
import { Button } from '#components/ui/button.tsx';
import { DialogClose, Sheet } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/field.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { withText } from './filters.ts';
import type { ChangeFilters } from './use-filters.ts';

const ORDERS: readonly { value: FindingFilters['sort']; label: string }[] = [
  { value: '-risk', label: 'Most severe first' },
  { value: '-exploit', label: 'Exploited first' },
  { value: '-opened', label: 'Newest first' },
  { value: 'opened', label: 'Oldest first' },
];

export interface ToolbarProps {
  filters: FindingFilters;
  onChange: (change: ChangeFilters) => void;
  /** One row for each rule and repository. */
  grouped: boolean;
  onGrouped: (grouped: boolean) => void;
  searchRef: Ref<HTMLInputElement>;
  /** How many filters are on, beside the text. */
  active: number;
  /** What the sheet's button says: "Show 12 findings". */
  answer: string;
  /** Further buttons: columns, views. */
  tools: ReactNode;
  /** The facets, for screens without room beside the list. */
  children: ReactNode;
}

function FacetSheet({ active, answer, children }: Pick<ToolbarProps, 'active' | 'answer' | 'children'>) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      title="Filters"
      trigger={
        <Button className="min-[1440px]:hidden pointer-coarse:h-11">
          <SlidersHorizontal aria-hidden />
          Filters
          {active === 0 ? null : <span className="text-accent">{active}</span>}
        </Button>
      }
      footer={
        <DialogClose>
          <Button variant="primary">{answer}</Button>
        </DialogClose>
      }
    >
      {children}
    </Sheet>
  );
}

export function Toolbar(props: ToolbarProps) {
  const { filters, onChange, grouped, onGrouped, searchRef, active, answer, tools, children } = props;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox
        ref={searchRef}
        label="Search findings"
        placeholder="Title, path, package, image or advisory"
        value={filters.q ?? ''}
        onChange={(text) => onChange((now) => withText(now, text))}
        shortcut="/"
        className="min-w-0 flex-1 basis-full lg:basis-56"
      />
      <FacetSheet active={active} answer={answer}>
        {children}
      </FacetSheet>
      <Button
        aria-pressed={grouped}
        onClick={() => onGrouped(!grouped)}
        className="aria-pressed:bg-pressed pointer-coarse:h-11"
      >
        <Layers aria-hidden />
        Group by rule
      </Button>
      <Select
        aria-label="Order"
        // Groups have one order: by the worst in each.
        disabled={grouped}
        value={grouped ? '-risk' : filters.sort}
        onChange={(event) => {
          const order = ORDERS.find(({ value }) => value === event.target.value);
          if (order !== undefined) onChange((now) => ({ ...now, sort: order.value }));
        }}
        options={ORDERS}
        className="w-auto min-w-[170px] max-lg:flex-1"
      />
      {tools}
    </div>
  );
}
