'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '#components/queries/fetch.ts';
import { everyPeopleQuery, invitePerson } from '#components/queries/people.ts';
import { errorAt } from '#components/queries/send.ts';
import { useDraft } from '#components/shared/use-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import type { InvitedUser } from '#lib/contracts/user.ts';
import { ROLE_OPTIONS, roleNamed } from './roles.ts';

export interface InviteDialogProps {
  onOpenChange: (open: boolean) => void;
  onInvited: (invited: InvitedUser) => void;
}

/** Asks for address and role; nothing is mailed. */
export default function InviteDialog({ onOpenChange, onInvited }: InviteDialogProps) {
  const client = useQueryClient();
  const { values, set, forget } = useDraft('invitation', { email: '', role: 'viewer' });
  const invite = useMutation({
    mutationFn: () => invitePerson({ email: values.email, role: roleNamed(values.role) ?? 'viewer' }),
    onSuccess: (invited) => {
      forget();
      onInvited(invited);
      onOpenChange(false);
      return client.invalidateQueries(everyPeopleQuery);
    },
  });
  const isAtField = invite.error instanceof ApiError && invite.error.fields.length > 0;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Invite a person"
      description="You get a link to send to them."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="invite" variant="primary" busy={invite.isPending}>
            Make the link
          </Button>
        </>
      }
    >
      <form
        id="invite"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
        className="flex flex-col gap-4"
      >
        {invite.error !== null && !isAtField ? (
          <p role="alert" className="break-words text-13 text-failed">
            {invite.error.message}
          </p>
        ) : null}
        <Field label="E-mail address" hint="They sign in with it." required error={errorAt(invite.error, 'email')}>
          {(control) => (
            <Input
              type="email"
              autoComplete="off"
              value={values.email}
              onChange={(event) => set({ email: event.target.value })}
              {...control}
            />
          )}
        </Field>
        <Field label="Role" required error={errorAt(invite.error, 'role')}>
          {(control) => (
            <Select
              options={ROLE_OPTIONS}
              value={values.role}
              onChange={(event) => set({ role: event.target.value })}
              {...control}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
