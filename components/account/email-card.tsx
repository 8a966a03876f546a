'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { withdrawEmail } from '#components/queries/account.ts';
import { ownSignInQuery } from '#components/queries/sign-in.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import type { OwnSignInView } from '#lib/contracts/sign-in.ts';

const EmailForm = dynamic(() => import('./email-form.tsx'), { ssr: false });

type Email = OwnSignInView['email'];

function Wanted({ wanted }: { wanted: NonNullable<Email['wanted']> }) {
  const client = useQueryClient();
  const router = useNavigate();
  const withdraw = useMutation({
    mutationFn: withdrawEmail,
    onSuccess: () => {
      router.refresh();
      return client.invalidateQueries({ queryKey: ownSignInQuery().queryKey });
    },
  });
  return (
    <>
      <p className="mb-3">
        You asked on <CalendarDay at={wanted.asked_at} /> for{' '}
        <span className="font-medium [overflow-wrap:anywhere]">{wanted.address}</span>. Until an administrator confirms
        it, you sign in as before.
      </p>
      <p role="alert" className="mb-3 text-failed empty:hidden">
        {withdraw.error?.message}
      </p>
      <Button busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
        Keep the present address
      </Button>
    </>
  );
}

function Ask({ email }: { email: Email }) {
  const [isAsking, setAsking] = useState(false);
  switch (email.decided_by) {
    case 'provider':
      return <p className="text-soft">You have no password here: your sign-in provider gives your address.</p>;
    case 'operator':
      return (
        <p className="text-soft">
          Several organizations know you by it. Whoever runs Plumbline changes it:{' '}
          <code className="font-mono text-12">plumbline user email</code>.
        </p>
      );
    case 'administrator':
      return isAsking ? (
        <EmailForm onDone={() => setAsking(false)} />
      ) : (
        <Button onClick={() => setAsking(true)}>Ask for another address</Button>
      );
  }
}

/** The person's address, and a way to another one. */
export function EmailCard({ initial }: { initial: OwnSignInView }) {
  const { data } = useQuery({ ...ownSignInQuery(), initialData: initial });
  const { email } = data;
  return (
    <Card title="E-mail address" note="An administrator confirms another one, so that nobody takes somebody else’s.">
      <div className="pt-2 text-13">
        <p className="mb-3 [overflow-wrap:anywhere]">{email.address}</p>
        {email.wanted === null ? <Ask email={email} /> : <Wanted wanted={email.wanted} />}
      </div>
    </Card>
  );
}
