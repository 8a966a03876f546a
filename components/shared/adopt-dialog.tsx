'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { errorAt } from '#components/queries/send.ts';
import { adoptStatements, previewAdoption, undoAdoption } from '#components/queries/statements.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { formatCount } from '#lib/format.ts';
import { Preview } from './decide/bulk-preview.tsx';
import { DryRun } from './decide/dry-run.tsx';
import { useChangeMany } from './decide/use-change-many.ts';
import { FormDialog } from './form-dialog.tsx';
import { mostOf } from './grounds-fields.tsx';
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

/** Adopts what a document states, after showing what that does. */
export function AdoptDialog({ document, author, kind, finding, open, onOpenChange }: AdoptDialogProps) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = mostOf(kind, policy);
  const [until, setUntil] = useState<string | null | undefined>();
  const shown = until === undefined ? firstUntil(most) : until;
  const which = { kind, ...(finding === undefined ? {} : { findings: [finding] }) };
  const preview = useQuery({
    queryKey: ['statements', 'preview', document, kind, finding ?? null] as const,
    queryFn: () => previewAdoption(document, which),
    enabled: open,
    gcTime: 0,
    retry: false,
  });
  const adopt = useChangeMany(
    preview,
    async (token: string) => {
      const asked = { ...which, expires_at: instantOfUntil(shown), token };
      const { findings, in_force: inForce, batch } = await adoptStatements(document, asked);
      const count = formatCount(findings, 'finding');
      return {
        title: inForce ? `Adopted for ${count}` : `Asked for ${count}`,
        description: inForce
          ? 'It ends when the statement does.'
          : 'It waits under Exceptions for somebody who decides.',
        undo: async () => ({ title: `Taken back: ${formatCount((await undoAdoption(batch)).findings, 'exception')}` }),
      };
    },
    () => onOpenChange(false),
  );
  const found = preview.isFetching ? undefined : preview.data;
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Adopt as ${WHAT[kind]}`}
      description={`What ${author} states becomes the reason. It ends when the statement is withdrawn or says otherwise.`}
      keep="Leave it open"
      send="Adopt"
      busy={adopt.isPending}
      ready={found !== undefined && found.findings > 0}
      onSend={() => (found === undefined ? undefined : adopt.mutate(found.token))}
      error={adopt.error}
      fields={['expires_at']}
    >
      <DryRun of={preview}>{(one) => <Preview kind={kind} preview={one} />}</DryRun>
      <UntilField value={shown} onChange={setUntil} most={most} error={errorAt(adopt.error, 'expires_at')} />
    </FormDialog>
  );
}
