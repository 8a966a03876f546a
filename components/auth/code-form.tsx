'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Field, Input } from '#components/ui/field.tsx';
import { FormMessage } from './form-message.tsx';
import { sendCode } from './send-code.ts';

/** The code of the second step. `next`: where to go on to, an address on this site. */
export function CodeForm({ next }: { next: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [left, setLeft] = useState<number | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const result = await sendCode(String(new FormData(event.currentTarget).get('code') ?? ''));
    if ('problem' in result) {
      setProblem(result.problem);
      setOver(result.isOver);
      return setBusy(false);
    }
    if (result.recoveryCodesLeft === null) return window.location.assign(next);
    setLeft(result.recoveryCodesLeft);
  };
  if (left !== null) return <RecoveryUsed left={left} next={next} />;
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <FormMessage text={problem} />
      <Field label="Code" hint="Or one of your recovery codes, if you do not have the app at hand." required>
        {(control) => (
          <Input
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            autoFocus
            className="font-mono tracking-wider"
            {...control}
          />
        )}
      </Field>
      {isOver ? (
        <a
          href={`/sign-in?next=${encodeURIComponent(next)}`}
          className={buttonClass({ variant: 'primary', size: 'lg' })}
        >
          Begin again
        </a>
      ) : (
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Sign in
        </Button>
      )}
    </form>
  );
}

function RecoveryUsed({ left, next }: { left: number; next: string }) {
  const count =
    left === 0
      ? 'No recovery code is left'
      : left === 1
        ? 'One recovery code is left'
        : `${left} recovery codes are left`;
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-14">
        You are signed in. {count}; you can make new ones under your account.
      </p>
      <a href={next} className={buttonClass({ variant: 'primary', size: 'lg' })}>
        Go on
      </a>
    </div>
  );
}
