'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteOrganization } from '#components/queries/organization.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';

/** Deletes once the slug is typed. */
export function DeleteOrganization({ name, slug }: { name: string; slug: string }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteOrganization({ confirm: typed.trim() }),
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
              disabled={typed.trim() !== slug}
              busy={remove.isPending || remove.isSuccess}
              onClick={() => remove.mutate()}
            >
              Delete for good
            </Button>
          </>
        }
      >
        <Field label={<span className="break-all">Type {slug}</span>} required>
          {(control) => (
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              spellCheck={false}
              autoComplete="off"
              {...control}
            />
          )}
        </Field>
        <p role="alert" className="mt-2 text-13 text-failed empty:hidden">
          {remove.error?.message}
        </p>
      </Dialog>
    </Card>
  );
}
