'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, ListFilter } from 'lucide-react';
import { useMemo } from 'react';
import { demoQuery, loadDemo } from '#components/queries/demo.ts';
import { savedViewsQuery } from '#components/queries/saved-views.ts';
import { scopeQuery } from '#components/queries/scopes.ts';
import { useChooseScope, useScope } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { CommandPalette } from './command-palette.tsx';
import { type DemoControls, type FrameControls, paletteCommands } from './palette-commands.tsx';
import type { PaletteItem } from './palette-item.ts';
import { searchPalette } from './palette-search.tsx';

export interface FramePaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  controls: FrameControls;
}

function useDemo(mayChange: boolean): DemoControls {
  const client = useQueryClient();
  const { toast } = useToast();
  const { data } = useQuery({ ...demoQuery(), enabled: mayChange });
  const { mutate } = useMutation({
    mutationFn: loadDemo,
    onSuccess: (view) => client.setQueryData(demoQuery().queryKey, view),
    onError: (error) => toast({ title: 'The demo is not loaded', description: error.message, tone: 'failed' }),
  });
  return { state: data?.state, load: mutate };
}

/** What the palette finds in the chosen scope, with other scopes, and the way back to everything. */
function useScopes() {
  const client = useQueryClient();
  const scope = useScope();
  const choose = useChooseScope();
  const search = useMemo(
    () =>
      searchPalette({
        scope,
        choose: (chosen) => {
          client.setQueryData(scopeQuery(chosen.scope).queryKey, chosen);
          choose(chosen.scope);
        },
      }),
    [client, scope, choose],
  );
  const everything = { id: 'scope', group: 'Do', label: 'Scope: everything', icon: <ListFilter aria-hidden /> };
  return { search, items: scope === null ? [] : [{ ...everything, target: { run: () => choose(null) } }] };
}

/** Lists of findings that were saved under a name. */
function useViews(): PaletteItem[] {
  const { data } = useQuery(savedViewsQuery('findings'));
  return (data?.items ?? []).map(({ id, name, shared, address }) => ({
    id: `view:${id}`,
    group: 'Views',
    label: name,
    hint: shared ? 'shared' : 'yours',
    icon: <Bookmark aria-hidden />,
    target: { href: address },
  }));
}

/** The palette with all that it offers and finds; loaded when it is first opened. */
export default function FramePalette({ controls, ...layer }: FramePaletteProps) {
  const demo = useDemo(controls.rights.changeDemo);
  const { search, items } = useScopes();
  const views = useViews();
  return <CommandPalette {...layer} items={[...paletteCommands(controls, demo), ...views, ...items]} search={search} />;
}
