'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';
import { useNavigate } from '#components/ui/scope.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useReturnFocus } from '#components/ui/use-return-focus.ts';
import type { PaletteItem } from './palette-item.ts';
import { type PaletteSearch, useFound } from './use-found.ts';

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  items: readonly PaletteItem[];
  search: PaletteSearch;
}

function matches(item: PaletteItem, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${item.label} ${item.hint ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function byGroup(items: readonly PaletteItem[]): [string, PaletteItem[]][] {
  return [...Map.groupBy(items, ({ group }) => group)];
}

function Item({ item, onChoose }: { item: PaletteItem; onChoose: (item: PaletteItem) => void }) {
  return (
    <Command.Item
      value={item.id}
      onSelect={() => onChoose(item)}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 py-1.5 text-13 data-[selected=true]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint"
    >
      {item.icon}
      <span className="max-w-[70%] shrink-0 truncate">{item.label}</span>
      {item.hint === undefined ? null : <span className="min-w-0 truncate text-12 text-faint">{item.hint}</span>}
    </Command.Item>
  );
}

const FAILED = 'The search did not answer. Try again, or open a screen.';

/** Said aloud when the results of a text are there. */
function statusOf(state: 'idle' | 'busy' | 'failed', shown: number): string {
  switch (state) {
    case 'busy':
      return 'Searching';
    case 'failed':
      return FAILED;
    case 'idle':
      return shown === 1 ? '1 result' : `${shown} results`;
  }
}

function Results({ items, onChoose }: { items: readonly PaletteItem[]; onChoose: (item: PaletteItem) => void }) {
  return byGroup(items).map(([group, members]) => (
    <Command.Group
      key={group}
      heading={group}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint"
    >
      {members.map((item) => (
        <Item key={item.id} item={item} onChoose={onChoose} />
      ))}
    </Command.Group>
  ));
}

function Panel({
  items,
  search,
  onChoose,
}: Pick<CommandPaletteProps, 'items' | 'search'> & { onChoose: (item: PaletteItem) => void }) {
  const [query, setQuery] = useState('');
  const found = useFound(query, search);
  const shown = [...items.filter((item) => matches(item, query)), ...found.items];
  const isBusy = found.state === 'busy';
  return (
    <Command label="Go to, or search" shouldFilter={false} loop>
      <div className="flex items-center gap-2.5 border-b px-4">
        {isBusy ? <Spinner /> : <Search aria-hidden className="size-4 text-faint" />}
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Go to, or search…"
          className="h-12 w-full bg-transparent text-14 outline-none pointer-coarse:text-16"
        />
      </div>
      <p role="status" className="sr-only">
        {query.trim() === '' ? '' : statusOf(found.state, shown.length)}
      </p>
      <Command.List label="Results" className="h-[min(400px,60dvh)] overflow-y-auto p-1.5">
        {shown.length === 0 ? (
          <p className="px-2.5 py-6 text-center text-13 text-soft">
            {isBusy ? 'Searching…' : found.state === 'failed' ? FAILED : 'Nothing has this name.'}
          </p>
        ) : null}
        <Results items={shown} onChoose={onChoose} />
      </Command.List>
    </Command>
  );
}

/** Everything that can be gone to or done, by its name. */
export function CommandPalette({ open, onOpenChange, items, search }: CommandPaletteProps) {
  const router = useNavigate();
  const focus = useReturnFocus();
  const choose = ({ target }: PaletteItem) => {
    onOpenChange(false);
    if ('href' in target) router.push(target.href);
    else target.run();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-[560px] animate-pop-in overflow-hidden rounded-card bg-raised shadow-layer focus:outline-none"
        >
          <Radix.Title className="sr-only">Go to, or search</Radix.Title>
          <Panel items={items} onChoose={choose} search={search} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
