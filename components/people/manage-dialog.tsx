'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { changePerson, invitePerson, removePerson } from '#components/queries/people.ts';
import { TypeToConfirm } from '#components/shared/type-to-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { InvitedUser, UserRow } from '#lib/contracts/user.ts';
import { formatCount } from '#lib/format.ts';

type Act = () => Promise<{ title: string }>;

function Part({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) {
  return (
    <section className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-t pt-3">
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="font-medium text-13">{title}</h3>
        <div className="mt-0.5 text-13 text-soft">{children}</div>
      </div>
      {action}
    </section>
  );
}

interface PartProps {
  person: UserRow;
  busy: boolean;
  run: (act: Act) => void;
}

function Access({ person, busy, run }: PartProps) {
  const disabled = person.state === 'disabled';
  const tokens = person.tokens === 0 ? '' : ` They made ${formatCount(person.tokens, 'token')} that have not ended.`;
  const act: Act = async () => {
    await changePerson(person.id, { disabled: !disabled });
    return { title: disabled ? `${person.name} can sign in again` : `${person.name} is disabled` };
  };
  return (
    <Part
      title={disabled ? 'Enable' : 'Disable'}
      action={
        <Button busy={busy} onClick={() => run(act)}>
          {disabled ? 'Enable' : 'Disable'}
        </Button>
      }
    >
      {disabled
        ? 'They can sign in again with their password, and API tokens that they made work again.'
        : `They are signed out everywhere with their next click, and API tokens that they made are refused. Upload tokens go on, so that pipelines keep delivering.${tokens} You can enable them again.`}
    </Part>
  );
}

function NewLink({ person, busy, run, onInvited }: PartProps & { onInvited: (invited: InvitedUser) => void }) {
  const { email, role } = person;
  if (role === null || person.state === 'disabled') return null;
  const act: Act = async () => {
    onInvited(await invitePerson({ email, role }));
    return { title: 'The new link is above the list' };
  };
  return (
    <Part
      title="New link"
      action={
        <Button busy={busy} onClick={() => run(act)}>
          Make a link
        </Button>
      }
    >
      {person.state === 'invited'
        ? 'If the first link was lost or has ended.'
        : 'If they forgot their password: with it they choose another one, which signs them out everywhere.'}
    </Part>
  );
}

function Remove({ person, busy, run }: PartProps) {
  const [typed, setTyped] = useState('');
  const act: Act = async () => {
    await removePerson(person.id);
    return { title: `${person.email} is removed` };
  };
  return (
    <Part
      title="Remove"
      action={
        <Button variant="danger" busy={busy} disabled={typed.toLowerCase() !== person.email} onClick={() => run(act)}>
          Remove for good
        </Button>
      }
    >
      <p>
        As disabling, but for good: name and address are erased. History, reports and the audit log say “Removed person”
        from then on.
      </p>
      <TypeToConfirm text={person.email} typed={typed} onType={setTyped} className="mt-2 text-ink" />
    </Part>
  );
}

export interface ManageDialogProps {
  person: UserRow;
  onClose: () => void;
  onInvited: (invited: InvitedUser) => void;
}

/** What an administrator can do to one person, each with what it causes. */
export default function ManageDialog({ person, onClose, onInvited }: ManageDialogProps) {
  const client = useQueryClient();
  const { toast } = useToast();
  const act = useMutation({
    mutationFn: (work: Act) => work(),
    onSuccess: async (done) => {
      onClose();
      toast(done);
      await client.invalidateQueries();
    },
  });
  const parts = { person, busy: act.isPending, run: (work: Act) => act.mutate(work) };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<span className="break-words">{person.name}</span>}
      description={`${person.email}, ${person.role ?? 'a role that this version does not know'}, ${person.state}`}
    >
      <div className="flex flex-col gap-4">
        {act.error === null ? null : (
          <p role="alert" className="text-13 text-failed">
            {act.error.message}
          </p>
        )}
        <Access {...parts} />
        <NewLink {...parts} onInvited={onInvited} />
        <Remove {...parts} />
      </div>
    </Dialog>
  );
}
