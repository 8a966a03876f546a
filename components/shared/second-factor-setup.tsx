'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { confirmSecondFactor, startSecondFactor } from '#components/queries/sign-in.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import type { SecondFactorStart } from '#lib/contracts/second-factor.ts';
import { PresentPassword } from './present-password.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';

function QrCode({ qr }: Pick<SecondFactorStart, 'qr'>) {
  return (
    <svg
      role="img"
      aria-label="QR code with the secret below"
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
      // Dark on light in both themes: cameras do not read it the other way round.
      className="size-44 shrink-0 rounded-control border bg-white text-black"
    >
      <path d={qr.path} fill="currentColor" />
    </svg>
  );
}

/** `JBSW Y3DP …`: in groups, for typing. */
const grouped = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ');

function Secret({ start }: { start: SecondFactorStart }) {
  return (
    <div className="flex flex-wrap items-start gap-4">
      <QrCode qr={start.qr} />
      <div className="min-w-0 flex-1 basis-48 text-13">
        <p className="text-soft">
          Scan the code with an authenticator app on your phone, or type this secret into it. Then type the six digits
          that it shows.
        </p>
        <p className="mt-2 break-words font-mono">{grouped(start.secret)}</p>
        <CopyButton text={start.secret} what="secret" words className="mt-2" />
      </div>
    </div>
  );
}

interface Confirming {
  start: SecondFactorStart;
  onDone: (codes: string[]) => void;
}

function Confirm({ start, onDone }: Confirming) {
  const confirm = useMutation({ mutationFn: confirmSecondFactor, onSuccess: ({ codes }) => onDone(codes) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [code, password] = ['code', 'password'].map((name) => String(data.get(name) ?? ''));
    confirm.mutate({ draft: start.draft, code: code ?? '', password: password ?? '' });
  };
  const [code, password] = [errorAt(confirm.error, 'code'), errorAt(confirm.error, 'password')];
  return (
    <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4">
      <Field label="Code of the app" error={code} required className="w-full">
        {(control) => <Input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={7} {...control} />}
      </Field>
      <PresentPassword error={password} />
      <p role="alert" className="text-13 text-failed empty:hidden">
        {code === null && password === null ? confirm.error?.message : null}
      </p>
      <Button type="submit" variant="primary" busy={confirm.isPending}>
        Turn it on
      </Button>
    </form>
  );
}

/** Sets up a second factor, in three steps: scan, confirm, keep the recovery codes. */
export default function SecondFactorSetup({ onDone }: { onDone: () => void }) {
  const { mutate: begin, ...start } = useMutation({ mutationFn: startSecondFactor });
  const [codes, setCodes] = useState<string[] | null>(null);
  useEffect(() => begin(), [begin]);
  if (codes !== null) return <RecoveryCodeList codes={codes} onDone={onDone} />;
  if (start.error !== null) {
    return (
      <p role="alert" className="text-13 text-failed">
        {start.error.message}
      </p>
    );
  }
  // As high as what comes, so that nothing moves.
  if (start.data === undefined) return <div aria-busy="true" className="min-h-96" />;
  return (
    <div className="flex flex-col gap-4">
      <Secret start={start.data} />
      <Confirm start={start.data} onDone={setCodes} />
    </div>
  );
}
