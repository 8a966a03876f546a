'use client';

import { type ComponentProps, type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { FormMessage } from './form-message.tsx';
import { type SetupFailure, sendSetup } from './send-setup.ts';

interface SetupField extends ComponentProps<'input'> {
  name: string;
  label: string;
  hint?: string;
}

export interface SetupFormProps {
  code: string;
  minPassword: number;
  /** Whom the link is for, without a name where that stays as it is; null for the first administrator. */
  invited: { email: string; name: string | null } | null;
}

function fieldsOf({ minPassword, invited }: SetupFormProps): SetupField[] {
  const name = { name: 'name', label: 'Your name', autoComplete: 'name', maxLength: 100 };
  const password = {
    name: 'password',
    label: 'Password',
    type: 'password',
    autoComplete: 'new-password',
    minLength: minPassword,
    maxLength: 200,
    hint: `At least ${minPassword} characters; a few unrelated words do well.`,
  };
  if (invited?.name === null) return [password];
  if (invited) return [{ ...name, defaultValue: invited.name }, password];
  const organization = { name: 'organization', label: 'Organization', autoComplete: 'organization', maxLength: 100 };
  return [organization, name, { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'username' }, password];
}

/** First administrator or invited person: what the one-time link asks for. */
export function SetupForm(props: SetupFormProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SetupFailure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    setBusy(true);
    const result = await sendSetup({ code: props.code, ...Object.fromEntries(entries) });
    if ('path' in result) return window.location.assign(result.path);
    setFailure(result);
    setBusy(false);
  };
  const fields = fieldsOf(props);
  const isShownAtField = fields.some(({ name }) => failure?.fields[name] !== undefined);
  return (
    // `method="post"` only for browsers without scripts: the password must never get into an address.
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <FormMessage text={isShownAtField ? null : (failure?.message ?? null)} />
      {/* Password managers save the new password under this name. */}
      {props.invited ? <input type="hidden" autoComplete="username" value={props.invited.email} readOnly /> : null}
      {fields.map(({ label, hint, ...input }) => (
        <Field key={input.name} label={label} hint={hint} error={failure?.fields[input.name] ?? null} required>
          {(control) => <Input {...input} {...control} />}
        </Field>
      ))}
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {props.invited ? 'Set password and sign in' : 'Create organization and sign in'}
      </Button>
    </form>
  );
}
