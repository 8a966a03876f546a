'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { adoptStatements, previewAdoption, undoAdoption } from '#components/queries/statements.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { BulkPreview } from '#lib/contracts/exception-bulk.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { firstUntil, instantOfUntil, UntilField } from './until-field.tsx';

export interface AdoptDialogProps {
  /** Id of the document, and who wrote it. */
  document: number;
  author: string;
  kind: Decision;
  /** Only of this finding; else of all that the document is about. */
  finding?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const WHAT: Record<Decision, string> = { accepted: 'accepted risks', false_positive: 'false positives' };

function Preview({ preview }: { preview: BulkPreview }) {
  const { findings, kev, decided, repositories_total: repositories, organization } = preview;
  if (findings === 0) {
    return (
      <p className="text-13">
        {decided === 0
          ? 'It states this about no finding that is open.'
          : 'All findings that it states this about are decided.'}
      </p>
    );
  }
  const { before, after } = organization;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4 text-13">
      <li>
        {formatCount(findings, 'finding')} in{' '}
        {repositories === 1 ? '1 repository' : `${formatNumber(repositories)} repositories`}
        {kev === 0 ? '' : `, of which ${kev} ${kev === 1 ? 'is' : 'are'} known to be exploited`}
      </li>
      {decided === 0 ? null : <li>{formatCount(decided, 'finding')} left out: decided before</li>}
      {before === null || after === null ? null : (
        <li>
          Score {formatNumber(before, 1)} → {formatNumber(after, 1)}
        </li>
      )}
    </ul>
  );
}

/** Adopts what a document states, after showing what that does. */
export function AdoptDialog({ document, author, kind, finding, open, onOpenChange }: AdoptDialogProps) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = kind === 'accepted' ? (policy?.accepted_days ?? 365) : (policy?.false_positive_days ?? null);
  const [until, setUntil] = useState<string | null | undefined>();
  const shown = until === undefined ? firstUntil(most) : until;
  const form = useId();
  const client = useQueryClient();
  const { toast } = useToast();
  const which = { kind, ...(finding === undefined ? {} : { findings: [finding] }) };
  const preview = useQuery({
    queryKey: ['statements', 'preview', document, kind, finding ?? null] as const,
    queryFn: () => previewAdoption(document, which),
    enabled: open,
    gcTime: 0,
    retry: false,
  });
  const undo = useMutation({
    mutationFn: undoAdoption,
    onSuccess: async ({ findings }) => {
      toast({ title: `${formatCount(findings, 'exception')} taken back` });
      await client.invalidateQueries();
    },
  });
  const adopt = useMutation({
    mutationFn: (token: string) => adoptStatements(document, { ...which, expires_at: instantOfUntil(shown), token }),
    onSuccess: async ({ findings, in_force: inForce, batch }) => {
      onOpenChange(false);
      toast({
        title: inForce
          ? `Adopted for ${formatCount(findings, 'finding')}`
          : `Asked for ${formatCount(findings, 'finding')}`,
        description: inForce
          ? 'It ends when the statement does.'
          : 'It waits under Exceptions for somebody who decides.',
        action: { label: 'Undo', run: () => undo.mutate(batch) },
      });
      await client.invalidateQueries();
    },
    // What it would do may be another thing by now.
    onError: () => preview.refetch(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (preview.data !== undefined) adopt.mutate(preview.data.token);
  };
  const error = preview.error ?? adopt.error;
  const ends = errorAt(adopt.error, 'expires_at');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Adopt as ${WHAT[kind]}`}
      description={`What ${author} states becomes the reason. It ends when the statement is withdrawn or says otherwise.`}
      footer={
        <>
          <DialogClose>
            <Button>Leave it open</Button>
          </DialogClose>
          <Button
            variant="primary"
            type="submit"
            form={form}
            busy={adopt.isPending}
            disabled={preview.data === undefined || preview.data.findings === 0}
          >
            Adopt
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} method="post" className="flex flex-col gap-4">
        {preview.isPending ? <p className="text-13 text-soft">Looking what it would do…</p> : null}
        {preview.data === undefined ? null : <Preview preview={preview.data} />}
        <UntilField value={shown} onChange={setUntil} most={most} error={ends} />
        {error === null || ends !== null ? null : (
          <p role="alert" className="text-13 text-failed">
            {reasonOf(error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
