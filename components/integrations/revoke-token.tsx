'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { revokeToken, tokensQuery } from '#components/queries/tokens.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { TokenRow } from '#lib/contracts/token.ts';

/** Ends a token, after saying what will stop. */
export function RevokeToken({ token }: { token: TokenRow }) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { toast } = useToast();
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: async () => {
      setOpen(false);
      toast({ title: `“${token.name}” does not work any more` });
      await client.invalidateQueries({ queryKey: tokensQuery().queryKey });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke “${token.name}”?`}
      description={`Everything that uses the token ending in ${token.hint} is refused from now on. What it delivered stays. This cannot be undone.`}
      footer={
        <>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke token
          </Button>
        </>
      }
    >
      {revoke.error === null ? null : (
        <p role="alert" className="text-13 text-failed">
          {revoke.error.message}
        </p>
      )}
    </Dialog>
  );
}
