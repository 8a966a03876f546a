'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { decideRights, everyReviewQuery } from '#components/queries/access-reviews.ts';
import { errorAt } from '#components/queries/send.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Select, TextArea } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import type { ReviewDecision } from '#lib/domain/access-review/review.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { formatCount } from '#lib/format.ts';
import { choose } from './choice.ts';

const VERB: Readonly<Record<ReviewDecision, string>> = { certify: 'Certify', revoke: 'Revoke', change: 'Change' };
const SAYS: Readonly<Record<ReviewDecision, string>> = {
  certify: 'Whoever has it needs it still.',
  revoke: 'It is no longer needed. Somebody takes it away in the system; the next inventory verifies that it is gone.',
  change: 'Less is enough. Somebody lowers it in the system; the next inventory verifies that.',
};
const SHOWN = 5;

/** What is decided, by name as far as that is short. */
function Named({ items }: { items: readonly ReviewItem[] }) {
  return (
    <ul className="text-13 text-soft [overflow-wrap:anywhere]">
      {items.slice(0, SHOWN).map((item) => (
        <li key={item.number}>
          {item.principal.name}: {levelWord(item.level)} {item.kind === 'membership' ? 'by being in' : 'on'}{' '}
          {item.target.name}
        </li>
      ))}
      {items.length > SHOWN ? (
        <li className="text-faint">and {formatCount(items.length - SHOWN, 'more', 'more')}</li>
      ) : null}
    </ul>
  );
}

function Left({ why, all }: { why: readonly string[]; all: number }) {
  if (why.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-13">
      {why.map((one) => (
        <li key={one}>
          Left as {all === 1 ? 'it is' : 'they are'}: {one}
        </li>
      ))}
    </ul>
  );
}

interface PartProps<T> {
  value: T;
  onChange: (value: T) => void;
}

function LevelField({
  levels,
  value,
  onChange,
  error,
}: PartProps<string> & { levels: readonly number[]; error: unknown }) {
  return (
    <Field label="At most" required error={errorAt(error, 'to_level')}>
      {(control) => (
        <Select
          {...control}
          className="w-44"
          placeholder="Choose a level"
          value={value}
          options={levels.map((one) => ({ value: String(one), label: levelWord(one) }))}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function ReasonField({ isNeeded, value, onChange, error }: PartProps<string> & { isNeeded: boolean; error: unknown }) {
  const hint = 'It stands in the evidence, and cannot be changed.';
  return (
    <Field label="Why" required={isNeeded} error={errorAt(error, 'reason')} hint={hint}>
      {(control) => (
        <TextArea
          {...control}
          rows={3}
          maxLength={2000}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function NotMine({ count, value, onChange }: PartProps<boolean> & { count: number }) {
  return (
    <LabelledCheckbox
      checked={value}
      onCheckedChange={(checked) => onChange(checked === true)}
      label={count === 1 ? 'This is not my own right' : 'None of these is my own right'}
      hint="It is not known which person has it. Nobody decides about what is theirs; the evidence keeps that you said so."
    />
  );
}

export interface DecideDialogProps {
  review: number;
  items: readonly ReviewItem[];
  decision: ReviewDecision;
  onClose: () => void;
  onDone: () => void;
}

function useDecide({ review, decision, onClose, onDone }: DecideDialogProps) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: (body: Omit<Parameters<typeof decideRights>[1], 'decision'>) =>
      decideRights(review, { ...body, decision }),
    onSuccess: async ({ decided, review: { undecided } }) => {
      const left = undecided === 0 ? 'Everything is decided.' : `${formatCount(undecided, 'right')} undecided.`;
      toast({ title: `${VERB[decision]}: ${formatCount(decided, 'right')}`, description: left });
      onDone();
      onClose();
      await client.invalidateQueries(everyReviewQuery);
    },
  });
}

/** Certifies, revokes or changes the chosen rights: with a reason where one is asked for. */
export default function DecideDialog(props: DecideDialogProps) {
  const { items, decision, onClose } = props;
  const { takes, left, needsReason, mustSayNotOwn, levels } = choose(items, decision);
  const [reason, setReason] = useState('');
  const [level, setLevel] = useState('');
  const [notMine, setNotMine] = useState(false);
  const decide = useDecide(props);
  const isChange = decision === 'change' && takes.length > 0;
  const isNone = takes.length === 0;
  const said = reason.trim();
  const ready =
    takes.length > 0 &&
    (said.length >= 3 || (!needsReason && said === '')) &&
    (!mustSayNotOwn || notMine) &&
    (!isChange || level !== '');
  return (
    <FormDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={isNone ? `${VERB[decision]} none of these` : `${VERB[decision]} ${formatCount(takes.length, 'right')}`}
      description={SAYS[decision]}
      keep="Not now"
      send={VERB[decision]}
      ready={ready}
      busy={decide.isPending}
      onSend={() =>
        decide.mutate({
          items: takes.map(({ number }) => number),
          to_level: isChange ? Number(level) : null,
          reason: said === '' ? null : said,
          not_mine: notMine,
        })
      }
      error={decide.error}
      fields={['reason', 'to_level']}
    >
      <Named items={takes} />
      <Left why={left} all={items.length} />
      {isChange ? <LevelField levels={levels} value={level} onChange={setLevel} error={decide.error} /> : null}
      {isNone ? null : <ReasonField isNeeded={needsReason} value={reason} onChange={setReason} error={decide.error} />}
      {mustSayNotOwn ? <NotMine count={takes.length} value={notMine} onChange={setNotMine} /> : null}
    </FormDialog>
  );
}
