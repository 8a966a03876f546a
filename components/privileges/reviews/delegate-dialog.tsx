'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { delegateRights, everyReviewQuery, findReviewers } from '#components/queries/access-reviews.ts';
import { errorAt } from '#components/queries/send.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { type Choice, Picker } from '#components/shared/picker.tsx';
import { Field, Select, TextArea } from '#components/ui/field.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import type { DelegationRequest, DelegationResult, ReviewItem } from '#lib/contracts/access-review-item.ts';
import { MOST_AT_ONCE } from '#lib/domain/access-review/review.ts';
import { formatCount } from '#lib/format.ts';

export interface DelegateDialogProps {
  review: ReviewDetail;
  /** Only these; null: all that are undecided. */
  items: readonly ReviewItem[] | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone?: () => void;
}

const OWN = 'own';
const keyOf = ({ kind, id }: { kind: string; id: number }): string => `${kind} ${id}`;

function done({ moved, kept }: DelegationResult, to: string) {
  const description =
    kept === 0 ? undefined : `${formatCount(kept, 'right')} stayed: it is their own, or theirs already.`;
  return {
    title: `${formatCount(moved, 'right')} given to ${to}`,
    ...(description === undefined ? {} : { description }),
  };
}

/** Whose rights can be given on: one's own, and everybody's for those who run the review. */
function sourcesOf(review: ReviewDetail): { value: string; label: string }[] {
  const own = review.mine === 0 ? [] : [{ value: OWN, label: 'What waits for you' }];
  if (!review.may.manage) return own;
  const others = (review.figures?.waiting ?? []).map((one) => ({
    value: keyOf(one),
    label: `${one.name} (${formatCount(one.rights, 'right')})`,
  }));
  return [...own, ...others];
}

function fromOf(source: string): DelegationRequest['from'] {
  const [kind, id] = source.split(' ');
  return kind === 'person' || kind === 'team' ? { kind, id: Number(id) } : undefined;
}

function useDelegate({ review, onOpenChange, onDone }: DelegateDialogProps, to: Choice | null) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: (body: DelegationRequest) => delegateRights(review.id, body),
    onSuccess: async (result) => {
      toast(done(result, to?.label ?? 'them'));
      onDone?.();
      onOpenChange(false);
      await client.invalidateQueries(everyReviewQuery);
    },
  });
}

/** Gives what is undecided to somebody else, with a reason. */
export default function DelegateDialog(props: DelegateDialogProps) {
  const { review, items, open, onOpenChange } = props;
  const sources = sourcesOf(review);
  const [source, setSource] = useState(sources[0]?.value ?? OWN);
  const [to, setTo] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const delegate = useDelegate(props, to);
  const numbers = items?.slice(0, MOST_AT_ONCE).map(({ number }) => number);
  const from = fromOf(source);
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={items === null ? 'Delegate what is undecided' : `Delegate ${formatCount(numbers?.length ?? 0, 'right')}`}
      description="They are told by mail, and decide from then on. What is their own stays where it is."
      keep="Keep it"
      send="Delegate"
      ready={to !== null && reason.trim().length >= 3}
      busy={delegate.isPending}
      onSend={() =>
        delegate.mutate({
          to: Number(to?.id),
          reason: reason.trim(),
          ...(from === undefined ? {} : { from }),
          ...(numbers === undefined ? {} : { items: numbers }),
        })
      }
      error={delegate.error}
      fields={['reason']}
    >
      {sources.length < 2 && source === OWN ? null : (
        <Field label="Whose" required>
          {(control) => (
            <Select {...control} options={sources} value={source} onChange={({ target }) => setSource(target.value)} />
          )}
        </Field>
      )}
      {to === null ? (
        <Picker label="To whom" of={['reviewers']} find={findReviewers} busy={false} verb="Choose" onPick={setTo} />
      ) : (
        <p>
          <FilterChip name="To" value={to.label} onRemove={() => setTo(null)} />
        </p>
      )}
      <Field label="Why" required error={errorAt(delegate.error, 'reason')}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
