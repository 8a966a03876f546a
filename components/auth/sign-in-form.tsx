'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { FormMessage } from './form-message.tsx';
import { signIn } from './sign-in.ts';

export interface SignInFormProps {
  /** Where to go on to, an address on this site. */
  next: string;
  /** The fields, and the button as it is before and while signing in: made by the server, so no code comes with them. */
  children: ReactNode;
  button: ReactNode;
  busyButton: ReactNode;
}

export function SignInForm({ next, children, button, busyButton }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const result = await signIn(form);
    // Load the page anew, so that no state of the signed-out session stays.
    if (result === 'done') return window.location.assign(next);
    if (result === 'code') return window.location.assign(`/sign-in?step=code&next=${encodeURIComponent(next)}`);
    setProblem(result.problem);
    setBusy(false);
  };
  return (
    // `method="post"` only for browsers without scripts: the password must never get into an address.
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <FormMessage text={problem} />
      {children}
      {busy ? busyButton : button}
    </form>
  );
}
