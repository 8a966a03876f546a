'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { askForEmail } from '#components/queries/account.ts';
import { errorAt } from '#components/queries/send.ts';
import { ownSignInQuery } from '#components/queries/sign-in.ts';
import { PresentPassword } from '#components/shared/present-password.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';

/** Asks for another address, with the password. */
export default function EmailForm({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const router = useNavigate();
  const { toast } = useToast();
  const ask = useMutation({
    mutationFn: askForEmail,
    onSuccess: (own) => {
      client.setQueryData(ownSignInQuery().queryKey, own);
      toast({ title: 'Asked for', description: 'Administrators see it under People.' });
      router.refresh();
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    ask.mutate({ email: String(data.get('email') ?? ''), password: String(data.get('password') ?? '') });
  };
  const [email, password] = [errorAt(ask.error, 'email'), errorAt(ask.error, 'password')];
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col items-start gap-4">
      <Field label="New e-mail address" error={email} required className="w-full">
        {(control) => <Input name="email" type="email" autoComplete="email" maxLength={254} {...control} />}
      </Field>
      <PresentPassword error={password} />
      <p role="alert" className="text-13 text-failed empty:hidden">
        {email === null && password === null ? ask.error?.message : null}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={ask.isPending}>
          Ask for it
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
