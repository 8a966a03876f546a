'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePerson, invitePerson, removePerson } from '#components/queries/people.ts';
import { TypeToConfirm } from '#components/shared/type-to-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { InvitedUser, UserRow } from '#lib/contracts/user.ts';
import { formatCount } from '#lib/format.ts';
import { type Act, Part, type PartProps } from './part.tsx';
import { ResetSecondFactor } from './reset-second-factor.tsx';
import { WantedEmail } from './wanted-email.tsx';

function Access({ person, busy, run, onEnded }: PartProps & Pick<ManageDialogProps, 'onEnded'>) {
  const disabled = person.state === 'disabled';
  const tokens = person.tokens === 0 ? '' : ` They made ${formatCount(person.tokens, 'token')} that have not ended.`;
  const act: Act = async () => {
    await changePerson(person.id, { disabled: !disabled });
    onEnded();
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

function Remove({ person, busy, run, onEnded }: PartProps & Pick<ManageDialogProps, 'onEnded'>) {
  const [typed, setTyped] = useState('');
  const act: Act = async () => {
    await removePerson(person.id);
    onEnded();
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
  /** The person was disabled or removed: a link of theirs does not work any more. */
  onEnded: () => void;
}

/** What an administrator can do to one person, each with what it causes. */
export default function ManageDialog({ person, onClose, onInvited, onEnded }: ManageDialogProps) {
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
        <WantedEmail {...parts} />
        <Access {...parts} onEnded={onEnded} />
        <NewLink {...parts} onInvited={onInvited} />
        <ResetSecondFactor {...parts} />
        <Remove {...parts} onEnded={onEnded} />
      </div>
    </Dialog>
  );
}
