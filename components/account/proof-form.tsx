'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { renewRecoveryCodes, turnOffSecondFactor } from '#components/queries/sign-in.ts';
import { PresentPassword } from '#components/shared/present-password.tsx';
import { RecoveryCodeList } from '#components/shared/recovery-code-list.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import type { SecondFactorProof } from '#lib/contracts/second-factor.ts';

export interface ProofFormProps {
  act: 'turning_off' | 'renewing';
  /** The organization requires a second factor. */
  isRequired: boolean;
  onDone: () => void;
}

function words({ act, isRequired }: ProofFormProps): { text: string; button: string } {
  switch (act) {
    case 'renewing':
      return { text: 'Earlier recovery codes will not work any more.', button: 'Make new codes' };
    case 'turning_off':
      return {
        text: isRequired
          ? 'Your organization requires a second factor: you will have to set up another one before anything else.'
          : 'Your password alone will sign you in.',
        button: 'Turn it off',
      };
  }
}

/** What touches the second factor needs the password and a code. */
export default function ProofForm(props: ProofFormProps) {
  const { act, onDone } = props;
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const send = useMutation({
    mutationFn: async (proof: SecondFactorProof) => {
      if (act === 'renewing') return (await renewRecoveryCodes(proof)).codes;
      await turnOffSecondFactor(proof);
      return null;
    },
    onSuccess: (made) => (made === null ? onDone() : setCodes(made)),
  });
  if (codes !== null) return <RecoveryCodeList codes={codes} onDone={onDone} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    send.mutate({ password: String(data.get('password') ?? ''), code: String(data.get('code') ?? '') });
  };
  const [password, code] = [errorAt(send.error, 'password'), errorAt(send.error, 'code')];
  const { text, button } = words(props);
  return (
    <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4">
      <p>{text}</p>
      <PresentPassword error={password} />
      <Field label="Code of the app, or a recovery code" error={code} required className="w-full">
        {(control) => <Input name="code" autoComplete="one-time-code" maxLength={40} {...control} />}
      </Field>
      <p role="alert" className="text-13 text-failed empty:hidden">
        {password === null && code === null ? send.error?.message : null}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={send.isPending}>
          {button}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
