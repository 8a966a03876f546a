'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { reasonOf } from '#components/queries/fetch.ts';
import { loadDocument } from '#components/queries/statements.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { formatCount } from '#lib/format.ts';

/** Sends a VEX document, and says what was made of it. */
export function LoadButton() {
  const chooser = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const { toast } = useToast();
  const send = useMutation({
    mutationFn: loadDocument,
    onSuccess: async ({ duplicate, author, statements_total: total, findings }) => {
      toast({
        title: duplicate ? 'This document is loaded already' : `Loaded what ${author} states`,
        description: `${formatCount(total, 'statement')}, about ${formatCount(findings, 'finding')}.`,
      });
      await client.invalidateQueries();
    },
    onError: (error) => toast({ tone: 'failed', title: 'The document was refused', description: reasonOf(error) }),
  });
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="VEX document"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) send.mutate(file);
          target.value = '';
        }}
      />
      <Button variant="primary" busy={send.isPending} onClick={() => chooser.current?.click()}>
        <Upload aria-hidden />
        Load a document
      </Button>
    </>
  );
}
