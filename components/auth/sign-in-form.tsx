'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { FormMessage } from './form-message.tsx';
import { signIn } from './sign-in.ts';

/** `next`: where to go on to, an address on this site. */
export function SignInForm({ next }: { next: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const failure = await signIn(String(form.get('email') ?? ''), String(form.get('password') ?? ''));
    // A whole load, so that nothing of the signed-out state stays.
    if (failure === null) return window.location.assign(next);
    setProblem(failure);
    setBusy(false);
  };
  return (
    // `method="post"` only for browsers without scripts: the password must never get into an address.
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <FormMessage text={problem} />
      <Field label="E-mail" required>
        {(control) => <Input name="email" type="email" autoComplete="username" autoFocus {...control} />}
      </Field>
      <Field label="Password" required>
        {(control) => <Input name="password" type="password" autoComplete="current-password" {...control} />}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
