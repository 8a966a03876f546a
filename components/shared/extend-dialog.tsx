'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { errorAt } from '#components/queries/send.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { ExceptionExtension } from '#lib/contracts/exception.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { FormDialog } from './form-dialog.tsx';
import { mostOf } from './grounds-fields.tsx';
import { firstUntil, instantOfUntil, UntilField } from './until-field.tsx';

export interface ExtendDialogProps {
  kind: Decision;
  /** The end that it has, as the person sees it. */
  was: string | null;
  /** What changes with it, in a sentence. */
  description: string;
  extend: (extension: ExceptionExtension) => Promise<unknown>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Another end for an exception, or a rule of them, that is in force. */
export function ExtendDialog({ kind, was, description, extend: save, open, onOpenChange }: ExtendDialogProps) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = mostOf(kind, policy);
  const [until, setUntil] = useState<string | null | undefined>();
  const client = useQueryClient();
  const { toast } = useToast();
  const shown = until === undefined ? firstUntil(most) : until;
  const extend = useMutation({
    mutationFn: () => save({ expires_at: instantOfUntil(shown), was }),
    onSuccess: async () => {
      onOpenChange(false);
      toast({ title: 'End changed' });
      await client.invalidateQueries();
    },
    // Somebody else may have changed it: who tries again has seen what it is now.
    onError: () => client.invalidateQueries(),
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="Change its end"
      description={description}
      keep="Keep it as it is"
      send="Change it"
      busy={extend.isPending}
      onSend={() => extend.mutate()}
      error={extend.error}
      fields={['expires_at']}
    >
      <UntilField value={shown} onChange={setUntil} most={most} error={errorAt(extend.error, 'expires_at')} />
    </FormDialog>
  );
}
