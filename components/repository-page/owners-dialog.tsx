'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { fetchJson } from '#components/queries/fetch.ts';
import { changeLabels, changeOwned } from '#components/queries/teams.ts';
import { type Choice, Picker } from '#components/shared/picker.tsx';
import { isByHand, OWNERSHIP_WORDS } from '#components/shared/team-sources.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import type { RepositoryRow } from '#lib/contracts/repository.ts';
import type { TeamListView } from '#lib/contracts/team.ts';

async function findTeams(text: string, signal: AbortSignal): Promise<Choice[]> {
  const search = new URLSearchParams({ q: text, limit: '8' });
  const { items } = await fetchJson<TeamListView>(`/api/v1/teams?${search}`, signal);
  return items.map(({ slug, name }) => ({ id: slug, label: name, note: slug }));
}

interface PartProps {
  row: RepositoryRow;
  busy: boolean;
  run: (act: () => Promise<unknown>) => void;
}

function Row({ text, note, remove }: { text: string; note?: string; remove: (() => void) | null }) {
  return (
    <li className="flex min-h-9 items-center justify-between gap-3 py-1 text-13">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {text} {note === undefined ? null : <span className="text-faint">{note}</span>}
      </span>
      {remove === null ? null : (
        <Button size="sm" variant="ghost" aria-label={`Remove ${text}`} onClick={remove}>
          Remove
        </Button>
      )}
    </li>
  );
}

function Owners({ row, busy, run }: PartProps) {
  return (
    <section aria-label="Teams" className="flex flex-col gap-2">
      <h3 className="font-medium text-13">Teams</h3>
      <ul className="divide-y border-y empty:hidden">
        {row.teams.map(({ slug, name, sources }) => (
          <Row
            key={slug}
            text={name}
            note={sources.map((source) => OWNERSHIP_WORDS[source]).join(', ')}
            remove={isByHand(sources) ? () => run(() => changeOwned(slug, { remove: [row.name] })) : null}
          />
        ))}
      </ul>
      <Picker
        label="Add a team"
        of={['teams']}
        find={findTeams}
        busy={busy}
        onPick={({ id }) => run(() => changeOwned(id, { add: [row.name] }))}
      />
    </section>
  );
}

function Labels({ row, busy, run }: PartProps) {
  const [typed, setTyped] = useState('');
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = typed.split(/[\s,]+/).filter((word) => word !== '');
    if (words.length === 0) return;
    run(() => changeLabels(row.name, { add: words }).then(() => setTyped('')));
  };
  return (
    <section aria-label="Labels" className="flex flex-col gap-2">
      <h3 className="font-medium text-13">Labels</h3>
      <ul className="divide-y border-y empty:hidden">
        {row.labels.map((label) => (
          <Row key={label} text={label} remove={() => run(() => changeLabels(row.name, { remove: [label] }))} />
        ))}
      </ul>
      <form onSubmit={add} className="flex flex-wrap items-start gap-2">
        <Field
          label="Add labels"
          hint="Letters and digits, with - . _ : in between."
          required
          className="min-w-0 flex-1 basis-56"
        >
          {(control) => (
            <Input
              value={typed}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              {...control}
            />
          )}
        </Field>
        <Button type="submit" busy={busy} disabled={typed.trim() === ''} className="mt-[26px]">
          Add
        </Button>
      </form>
    </section>
  );
}

/** Changes which teams own a repository, and its labels; each change counts at once. */
export default function OwnersDialog({
  row,
  onOpenChange,
}: {
  row: RepositoryRow;
  onOpenChange: (open: boolean) => void;
}) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => client.invalidateQueries(),
  });
  const parts = { row, busy: change.isPending, run: (act: () => Promise<unknown>) => change.mutate(act) };
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Owners and labels"
      description="Each change counts at once. What a pattern or the CODEOWNERS file gave can only be taken there."
      footer={
        <DialogClose>
          <Button>Done</Button>
        </DialogClose>
      }
    >
      <div className="flex flex-col gap-6">
        <p role="alert" className="break-words text-13 text-failed empty:hidden">
          {change.error?.message}
        </p>
        <Owners {...parts} />
        <Labels {...parts} />
      </div>
    </Dialog>
  );
}
