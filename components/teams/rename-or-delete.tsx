'use client';

import { type FormEvent, useState } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { changeTeam, deleteTeam } from '#components/queries/teams.ts';
import { TypeToConfirm } from '#components/shared/type-to-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import type { TeamView } from '#lib/contracts/team.ts';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

function Rename({ team }: { team: TeamView }) {
  const change = useChange();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '');
    change.mutate({ act: () => changeTeam(team.slug, { name, from: team.name }), done: 'Name saved' });
  };
  const atField = errorAt(change.error, 'name');
  return (
    <form method="post" onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <Field label="Name of the team" error={atField} required className="w-full sm:max-w-80">
        {(control) => <Input name="name" defaultValue={team.name} maxLength={100} {...control} />}
      </Field>
      <Button type="submit" busy={change.isPending}>
        Save the name
      </Button>
      <p role="alert" className="w-full text-13 text-failed empty:hidden">
        {atField === null ? change.error?.message : null}
      </p>
    </form>
  );
}

function Delete({ team }: { team: TeamView }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const router = useNavigate();
  const change = useChange();
  const act = async () => {
    await deleteTeam(team.slug);
    router.replace('/settings/teams');
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="danger">Delete…</Button>}
      title={<span className="[overflow-wrap:anywhere]">Delete the team {team.name}?</span>}
      description="Its people and repositories stay. Developers who are in no other team see nothing from their next click on, also when this is the last team."
      footer={
        <>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button
            variant="danger"
            disabled={typed !== team.slug}
            busy={change.isPending}
            onClick={() => change.mutate({ act, done: `${team.name} is deleted` })}
          >
            Delete the team
          </Button>
        </>
      }
    >
      <TypeToConfirm text={team.slug} typed={typed} onType={setTyped} />
      <p role="alert" className="mt-2 text-13 text-failed empty:hidden">
        {change.error?.message}
      </p>
    </Dialog>
  );
}

/** What the team is called, and how it ends. */
export function RenameOrDelete({ team }: { team: TeamView }) {
  return (
    <Section title="Rename or delete" note="The short name stays, because addresses and CODEOWNERS files use it.">
      <Rename team={team} />
      <div className="flex flex-wrap items-center gap-3 rounded-card border p-4">
        <p className="min-w-0 flex-1 basis-60 text-13 text-soft">
          Deleting takes the team from its repositories and people; these stay.
        </p>
        <Delete team={team} />
      </div>
    </Section>
  );
}
