'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { reasonOf } from '#components/queries/fetch.ts';
import { changeSavedView, savedViewsQuery } from '#components/queries/saved-views.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { SavedViewView } from '#lib/contracts/saved-view.ts';
import { searchOfList } from './list-address.ts';
import type { UseFilters } from './use-filters.ts';

export interface ViewBarProps {
  state: UseFilters;
  /** Opens all views, with a form for a new one. */
  onViews: () => void;
}

/** The changed list takes the place of what was saved. */
function useReplace(state: UseFilters) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: (view: SavedViewView) => changeSavedView(view.id, { search: searchOfList(state) }),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: savedViewsQuery('findings').queryKey });
      state.showView(view);
      toast({ title: 'View saved', description: view.name });
    },
    onError: (error) => toast({ title: 'The view was not saved', description: reasonOf(error), tone: 'failed' }),
  });
}

function Missing({ name, state }: { name: string; state: UseFilters }) {
  return (
    <p role="status" className="mb-3 flex flex-wrap items-center gap-2 text-13 text-soft">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        There is no view “{name}” that you see: it was deleted, got another name, or is somebody else’s own.
      </span>
      <Button size="sm" onClick={() => state.showView(null)}>
        Go on without it
      </Button>
    </p>
  );
}

/** The view that the list began with, and what became of it. */
export function ViewBar({ state, onViews }: ViewBarProps) {
  const replace = useReplace(state);
  const { named } = state;
  if (named === null || named.isLoading) return null;
  const { view, changed } = named;
  if (view === null) return <Missing name={named.key} state={state} />;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 text-13">
      <Bookmark aria-hidden className="size-4 shrink-0 text-faint" />
      <span className="min-w-0 [overflow-wrap:anywhere] max-sm:flex-1">
        <span className="font-medium">{view.name}</span>
        <span className="text-faint">{view.shared ? ', shared' : ', yours'}</span>
        {changed ? <span className="text-soft"> · changed</span> : null}
      </span>
      {changed ? (
        <>
          {view.may_change ? (
            <Button size="sm" busy={replace.isPending} onClick={() => replace.mutate(view)}>
              Save
            </Button>
          ) : null}
          <Button size="sm" aria-haspopup="dialog" onClick={onViews}>
            Save as…
          </Button>
          <Button size="sm" variant="ghost" onClick={() => state.showView(view)}>
            Reset
          </Button>
        </>
      ) : null}
    </div>
  );
}
