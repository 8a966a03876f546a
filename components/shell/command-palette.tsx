'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { Spinner } from '#components/ui/spinner.tsx';

export interface PaletteItem {
  id: string;
  group: string;
  label: string;
  /** Small words behind the label. */
  hint?: string;
  icon?: ReactNode;
  /** Goes there, or does something. */
  target: { href: string } | { run: () => void };
}

/** Looks for things beyond the static list; must stop when `signal` aborts. */
export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<PaletteItem[]>;

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  items: readonly PaletteItem[];
  search?: PaletteSearch;
}

const PAUSE = 150;

type Found = { state: 'idle' | 'busy' | 'failed'; items: readonly PaletteItem[] };
const IDLE: Found = { state: 'idle', items: [] };

function useFound(query: string, search: PaletteSearch | undefined): Found {
  const [found, setFound] = useState<Found>(IDLE);
  useEffect(() => {
    if (search === undefined || query.trim().length < 2) {
      setFound(IDLE);
      return;
    }
    const abort = new AbortController();
    // Keep the previous results until the new ones arrive.
    setFound((was) => ({ state: 'busy', items: was.items }));
    const timer = setTimeout(() => {
      search(query.trim(), abort.signal).then(
        (items) => abort.signal.aborted || setFound({ state: 'idle', items }),
        () => abort.signal.aborted || setFound({ state: 'failed', items: [] }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, search]);
  return found;
}

function matches(item: PaletteItem, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${item.label} ${item.hint ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function byGroup(items: readonly PaletteItem[]): [string, PaletteItem[]][] {
  const groups = new Map<string, PaletteItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups];
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

function Panel({
  items,
  search,
  onChoose,
}: Pick<CommandPaletteProps, 'items' | 'search'> & { onChoose: (item: PaletteItem) => void }) {
  const [query, setQuery] = useState('');
  const found = useFound(query, search);
  const shown = [...items.filter((item) => matches(item, query)), ...found.items];
  return (
    <Command label="Command palette" shouldFilter={false} loop>
      <div className="flex items-center gap-2.5 border-b px-4">
        {found.state === 'busy' ? <Spinner label="Searching" /> : <Search aria-hidden className="size-4 text-faint" />}
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Go to, or search…"
          className="h-12 w-full bg-transparent text-14 outline-none pointer-coarse:text-16"
        />
      </div>
      <Command.List className="max-h-[min(400px,60dvh)] overflow-y-auto p-1.5">
        {shown.length === 0 ? (
          <Command.Empty className="px-2.5 py-6 text-center text-13 text-soft">
            {found.state === 'failed'
              ? 'The search did not answer. Try again, or open a screen.'
              : 'Nothing has this name.'}
          </Command.Empty>
        ) : null}
        {byGroup(shown).map(([group, members]) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint"
          >
            {members.map((item) => (
              <Item key={item.id} item={item} onChoose={onChoose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

export default function CommandPalette({ open, onOpenChange, items, search }: CommandPaletteProps) {
  const router = useRouter();
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
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-[560px] animate-pop-in overflow-hidden rounded-card bg-raised shadow-layer focus:outline-none"
        >
          <Radix.Title className="sr-only">Command palette</Radix.Title>
          <Panel items={items} onChoose={choose} {...(search === undefined ? {} : { search })} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
