'use client';

import { useState } from 'react';
import { closeReview } from '#components/queries/access-reviews.ts';
import { errorAt } from '#components/queries/send.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { formatCount } from '#lib/format.ts';
import { type EndDialogProps, useEnd } from './use-end.ts';

/** Closes a review: what nobody decided has to be recorded as such, with a reason. */
export default function CloseDialog({ review, open, onOpenChange }: EndDialogProps) {
  const [note, setNote] = useState('');
  const [records, setRecords] = useState(false);
  const said = note.trim();
  const hasUndecided = review.undecided > 0;
  const end = useEnd('The review is closed', onOpenChange, () =>
    closeReview(review.id, { note: said === '' ? null : said, undecided: records ? 'record' : 'refuse' }),
  );
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Close the review"
      description="Nothing in it changes any more, but what inventories verify."
      keep="Keep it open"
      send="Close the review"
      ready={!hasUndecided || (records && said.length >= 3)}
      busy={end.isPending}
      onSend={() => end.mutate()}
      error={end.error}
      fields={['note']}
    >
      {hasUndecided ? (
        <LabelledCheckbox
          checked={records}
          onCheckedChange={(checked) => setRecords(checked === true)}
          label={`Record ${formatCount(review.undecided, 'right')} as not decided`}
          hint="The evidence says so, with the note as the reason. They stay as they are in the system."
        />
      ) : null}
      <Field label="Note" required={hasUndecided} error={errorAt(end.error, 'note')} hint="It stands in the evidence.">
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
