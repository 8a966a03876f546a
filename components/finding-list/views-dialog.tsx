'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { reasonOf } from '#components/queries/fetch.ts';
import { changeSavedView, deleteSavedView, savedViewsQuery } from '#components/queries/saved-views.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { LoadError } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Input } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { SavedViewView, ViewChange } from '#lib/contracts/saved-view.ts';
import { searchOfList } from './list-address.ts';
import { SaveView } from './save-view.tsx';
import type { UseFilters } from './use-filters.ts';

function useChange(onDone: () => void) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: ({ id, change }: { id: number; change: ViewChange }) => changeSavedView(id, change),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: savedViewsQuery('findings').queryKey });
      onDone();
    },
    onError: (error) => toast({ title: 'The view was not changed', description: reasonOf(error), tone: 'failed' }),
  });
}

function Rename({ view, onDone }: { view: SavedViewView; onDone: () => void }) {
  const [name, setName] = useState(view.name);
  const change = useChange(onDone);
  return (
    <form
      method="post"
      className="flex min-w-0 flex-1 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ id: view.id, change: { name: name.trim() } });
      }}
    >
      <Input
        autoFocus
        aria-label={`Name of the view ${view.name}`}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" busy={change.isPending} disabled={name.trim() === ''}>
        Rename
      </Button>
    </form>
  );
}

interface RowProps {
  view: SavedViewView;
  mayShare: boolean;
  onShow: (view: SavedViewView) => void;
}

function Row({ view, mayShare, onShow }: RowProps) {
  const [renaming, setRenaming] = useState(false);
  const change = useChange(() => undefined);
  const { id, name, shared } = view;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5">
      {renaming ? (
        <Rename view={view} onDone={() => setRenaming(false)} />
      ) : (
        <button
          type="button"
          className="min-h-8 min-w-0 flex-1 text-left text-13 [overflow-wrap:anywhere] hover:underline max-sm:basis-full"
          onClick={() => onShow(view)}
        >
          {name}
          <span className="text-faint">{shared ? ', shared' : ', yours'}</span>
        </button>
      )}
      {view.may_change && !renaming ? (
        <span className="flex shrink-0 gap-1 max-sm:-ml-2.5">
          <Button size="sm" variant="ghost" aria-label={`Rename ${name}`} onClick={() => setRenaming(true)}>
            Rename
          </Button>
          {mayShare ? (
            <Button
              size="sm"
              variant="ghost"
              busy={change.isPending}
              aria-label={shared ? `Make it mine: ${name}` : `Share ${name}`}
              onClick={() => change.mutate({ id, change: { shared: !shared } })}
            >
              {shared ? 'Make it mine' : 'Share'}
            </Button>
          ) : null}
          <ConfirmButton
            trigger={
              <Button size="sm" variant="ghost" aria-label={`Delete ${name}`}>
                Delete
              </Button>
            }
            isDangerous
            title={`Delete the view ${name}?`}
            description={shared ? 'Its address leads nowhere then, for everybody.' : 'Its address leads nowhere then.'}
            confirm="Delete"
            act={async () => {
              await deleteSavedView(id);
              return { title: 'View deleted', description: name };
            }}
          />
        </span>
      ) : null}
    </li>
  );
}

export interface ViewsDialogProps {
  state: UseFilters;
  onClose: () => void;
}

/** Goes to a saved view, saves the list as one, and changes those that there are. */
export default function ViewsDialog({ state, onClose }: ViewsDialogProps) {
  const query = useQuery(savedViewsQuery('findings'));
  const show = (view: SavedViewView) => {
    state.showView(view);
    onClose();
  };
  const { data } = query;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Views"
      description="A view is this list under a name: filters, order, grouping and columns. Its address can be sent to others."
    >
      {query.error === null ? null : <LoadError title="The views could not be loaded" query={query} />}
      {data !== undefined && (data.may.keep || data.may.share) ? (
        <SaveView search={searchOfList(state)} may={data.may} onSaved={show} />
      ) : null}
      {data === undefined || data.items.length === 0 ? null : (
        <ul aria-label="Saved views" className="mt-4 divide-y border-t">
          {data.items.map((view) => (
            <Row key={view.id} view={view} mayShare={data.may.share} onShow={show} />
          ))}
        </ul>
      )}
      {data?.items.length === 0 ? <p className="mt-4 text-13 text-soft">Nothing is saved yet.</p> : null}
    </Dialog>
  );
}
