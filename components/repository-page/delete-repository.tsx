'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteRepository, deletionQuery } from '#components/queries/manage-repository.ts';
import { TypeToConfirm } from '#components/shared/type-to-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RepositoryDeletionView } from '#lib/contracts/repository.ts';
import { formatBytes, formatCount } from '#lib/format.ts';

function Goes({ goes }: { goes: RepositoryDeletionView['goes'] }) {
  const rows = [
    `${formatCount(goes.findings, 'finding')}, with ${formatCount(goes.events, 'event')} of history`,
    `${formatCount(goes.uploads, 'upload')} and their stored reports (${formatBytes(goes.report_bytes)})`,
    formatCount(goes.streams, 'stream'),
  ];
  return (
    <ul className="list-disc pl-5 text-13">
      {rows.map((row) => (
        <li key={row}>{row}</li>
      ))}
    </ul>
  );
}

/** Says what goes, and deletes once the name is typed. */
export function DeleteRepository({ name }: { name: string }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const router = useNavigate();
  const { toast } = useToast();
  const asked = useQuery({ ...deletionQuery(name), enabled: open });
  const remove = useMutation({
    mutationFn: () => deleteRepository(name, typed),
    onSuccess: async () => {
      toast({ title: `${name} is deleted` });
      router.replace('/repositories');
      await client.invalidateQueries({ queryKey: ['repositories', 'list'] });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="danger">Delete…</Button>}
      title={`Delete ${name}?`}
      description="This cannot be undone. The next report under this name makes a new repository. To keep it out of the figures only, archive it."
      footer={
        <>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button variant="danger" disabled={typed !== name} busy={remove.isPending} onClick={() => remove.mutate()}>
            Delete the repository
          </Button>
        </>
      }
    >
      {asked.data === undefined ? (
        <p className="text-13 text-soft">{asked.error?.message ?? 'Counting what goes…'}</p>
      ) : (
        <Goes goes={asked.data.goes} />
      )}
      <TypeToConfirm text={name} typed={typed} onType={setTyped} className="mt-3" />
      <p role="alert" className="mt-2 text-13 text-failed">
        {remove.error?.message}
      </p>
    </Dialog>
  );
}
