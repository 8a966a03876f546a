'use client';

import { useState } from 'react';
import { cancelReview } from '#components/queries/access-reviews.ts';
import { errorAt } from '#components/queries/send.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { type EndDialogProps, useEnd } from './use-end.ts';

/** Calls a review off, with a reason. */
export default function CancelDialog({ review, open, onOpenChange }: EndDialogProps) {
  const [note, setNote] = useState('');
  const end = useEnd('The review is cancelled', onOpenChange, () => cancelReview(review.id, { note: note.trim() }));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Cancel the review"
      description="Nobody is asked any more, and nothing in it changes. What was decided stays to be read."
      keep="Keep it"
      send="Cancel the review"
      ready={note.trim().length >= 3}
      busy={end.isPending}
      onSend={() => end.mutate()}
      error={end.error}
      fields={['note']}
    >
      <Field label="Why" required error={errorAt(end.error, 'note')}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            maxLength={2000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
