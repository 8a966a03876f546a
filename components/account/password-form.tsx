'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { changePassword } from '#components/queries/account.ts';
import { errorAt } from '#components/queries/send.ts';
import { PresentPassword } from '#components/shared/present-password.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';

export function PasswordForm({ email, minPassword }: { email: string; minPassword: number }) {
  const form = useRef<HTMLFormElement>(null);
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.current?.reset();
      toast({ title: 'Password changed', description: 'Your other browsers have to sign in again.' });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    save.mutate({ current: String(data.get('current') ?? ''), password: String(data.get('password') ?? '') });
  };
  const [current, password] = [errorAt(save.error, 'current'), errorAt(save.error, 'password')];
  return (
    // `method="post"` only for browsers without scripts: a password must never get into an address.
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
      {/* Password managers save the new password under this name. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PresentPassword label="Present password" name="current" error={current} />
      <Field
        label="New password"
        hint={`At least ${minPassword} characters; a few unrelated words do well.`}
        error={password}
        required
        className="w-full"
      >
        {(control) => (
          <Input
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={minPassword}
            maxLength={200}
            {...control}
          />
        )}
      </Field>
      <p role="alert" className="text-13 text-failed empty:hidden">
        {current === null && password === null ? save.error?.message : null}
      </p>
      <Button type="submit" busy={save.isPending}>
        Change the password
      </Button>
    </form>
  );
}
