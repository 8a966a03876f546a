'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { requestException } from '#components/queries/exceptions.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ExceptionPolicyView } from '#lib/contracts/exception.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { firstUntil, instantOfUntil, UntilField } from './until-field.tsx';

export interface DecideDialogProps {
  finding: { id: string; ref: string };
  kind: Decision;
  /** Whether the role of who looks decides, beyond asking. */
  mayDecide: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const TITLE: Record<Decision, string> = { accepted: 'Accept this risk', false_positive: 'Mark as a false positive' };

const HINT: Record<Decision, string> = {
  accepted: 'Why it can stay: what protects it, what a fix would cost, what was agreed.',
  false_positive: 'Why there is no problem here: what the scanner does not know.',
};

const mostOf = (kind: Decision, policy: ExceptionPolicyView | undefined): number | null =>
  kind === 'accepted' ? (policy?.accepted_days ?? 365) : (policy?.false_positive_days ?? null);

function meaning(kind: Decision, atOnce: boolean): string {
  const effect =
    kind === 'accepted'
      ? 'It leaves the list of open findings and still counts a quarter in the score.'
      : 'It leaves the list of open findings and does not count in the score.';
  return atOnce ? `${effect} This holds at once.` : `${effect} This holds once somebody who decides has approved it.`;
}

/** Asks for an exception of one finding, with the reason that people will read in a year. */
export function DecideDialog({ finding, kind, mayDecide, open, onOpenChange }: DecideDialogProps) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = mostOf(kind, policy);
  const atOnce = mayDecide && policy?.four_eyes === false;
  const form = useId();
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const [until, setUntil] = useState<string | null | undefined>();
  const shown = until === undefined ? firstUntil(most) : until;
  const client = useQueryClient();
  const { toast } = useToast();
  const ask = useMutation({
    mutationFn: () =>
      requestException({
        finding: finding.id,
        kind,
        reason: reason.trim(),
        evidence_url: evidence.trim() === '' ? null : evidence.trim(),
        expires_at: instantOfUntil(shown),
      }),
    onSuccess: async ({ state }) => {
      onOpenChange(false);
      toast(
        state === 'in_force'
          ? { title: kind === 'accepted' ? 'Risk accepted' : 'Marked as a false positive' }
          : { title: 'Asked for', description: 'It waits under Exceptions for somebody who decides.' },
      );
      await client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask.mutate();
  };
  const named = ['reason', 'evidence_url', 'expires_at'].some((name) => errorAt(ask.error, name) !== null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={TITLE[kind]}
      description={meaning(kind, atOnce)}
      footer={
        <>
          <DialogClose>
            <Button>Leave it open</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form={form} busy={ask.isPending}>
            {atOnce ? (kind === 'accepted' ? 'Accept the risk' : 'Mark it') : 'Ask for it'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} method="post" className="flex flex-col gap-4">
        <Field label="Reason" required hint={HINT[kind]} error={errorAt(ask.error, 'reason')}>
          {(control) => (
            <TextArea
              {...control}
              rows={4}
              minLength={3}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <UntilField value={shown} onChange={setUntil} most={most} error={errorAt(ask.error, 'expires_at')} />
        <Field label="Link to what it rests on" error={errorAt(ask.error, 'evidence_url')}>
          {(control) => (
            <Input
              {...control}
              type="url"
              maxLength={2000}
              placeholder="https://"
              value={evidence}
              onChange={(event) => setEvidence(event.target.value)}
            />
          )}
        </Field>
        {ask.error === null || named ? null : (
          <p role="alert" className="text-13 text-failed">
            {ask.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
