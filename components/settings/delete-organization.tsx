'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteOrganization } from '#components/queries/organization.ts';
import { TypeToConfirm } from '#components/shared/type-to-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';

/** Deletes once the slug is typed. */
export function DeleteOrganization({ name, slug }: { name: string; slug: string }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteOrganization({ confirm: typed }),
    // Leads on to another organization of the person, or to sign-in.
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <Card
      title="Delete"
      note="Removes findings, reports, people, tokens and the audit log of this organization for good. At once nobody can enter it, and uploads are refused."
    >
      <Dialog
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button variant="danger" className="mt-2">
            Delete the organization…
          </Button>
        }
        title={<span className="break-words">Delete {name}?</span>}
        description="This cannot be undone. Export the data first if anybody may ask for it."
        footer={
          <>
            <DialogClose>
              <Button>Keep it</Button>
            </DialogClose>
            <Button
              variant="danger"
              disabled={typed !== slug}
              busy={remove.isPending || remove.isSuccess}
              onClick={() => remove.mutate()}
            >
              Delete for good
            </Button>
          </>
        }
      >
        <TypeToConfirm text={slug} typed={typed} onType={setTyped} />
        <p role="alert" className="mt-2 text-13 text-failed empty:hidden">
          {remove.error?.message}
        </p>
      </Dialog>
    </Card>
  );
}
