'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeRetention, previewRetention } from '#components/queries/retention.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RetentionPreview } from '#lib/contracts/retention.ts';
import { isShorter, MOST_DAYS } from '#lib/domain/retention/keep-reports.ts';
import { ConfirmRemoval } from './confirm-removal.tsx';
import { type Choice, KeepingChoice } from './keeping-choice.tsx';

/** `all`: for good; `none`: not at all. */
export type Keeping = 'all' | 'days' | 'none';

export interface KeepingFormProps {
  legend: string;
  field: 'keep_reports_days' | 'keep_audit_days' | 'keep_privileges_days';
  /** Days that hold now; null: for good. */
  now: number | null;
  choices: readonly Choice<Keeping>[];
  leastDays: number;
  suggestedDays: number;
  /** What a change removes, in words; null: nothing. */
  goingOf: (preview: RetentionPreview) => string | null;
  /** Typed where a change removes something. */
  slug: string;
}

function keepingOf(days: number | null): Keeping {
  if (days === null) return 'all';
  return days === 0 ? 'none' : 'days';
}

function daysOf(keeping: Keeping, typed: string): number | null {
  switch (keeping) {
    case 'all':
      return null;
    case 'days':
      return /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
    case 'none':
      return 0;
  }
}

/** For how many days one kind of data is kept; asks before something is removed. */
export function KeepingForm(props: KeepingFormProps) {
  const { legend, field, now, choices, leastDays, suggestedDays, goingOf, slug } = props;
  const [keeping, setKeeping] = useState<Keeping>(keepingOf(now));
  const [typed, setTyped] = useState(String(now || suggestedDays));
  const router = useNavigate();
  const { toast } = useToast();
  const days = daysOf(keeping, typed);
  const isWrong = days !== null && keeping === 'days' && !(days >= leastDays && days <= MOST_DAYS);
  const preview = useMutation({ mutationFn: (asked: number) => previewRetention(field, asked) });
  const save = useMutation({
    mutationFn: changeRetention,
    onSuccess: () => {
      preview.reset();
      toast({ title: 'Retention saved' });
      router.refresh();
    },
  });
  const going = preview.data === undefined ? null : goingOf(preview.data);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isWrong) return;
    if (days !== null && isShorter(days, now)) {
      const found = await preview.mutateAsync(days).catch(() => null);
      if (found === null || goingOf(found) !== null) return;
    }
    save.mutate({ [field]: days });
  };
  const changed = (change: () => void) => {
    preview.reset();
    save.reset();
    change();
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
      <KeepingChoice
        legend={legend}
        choices={choices}
        value={keeping}
        onChange={(value) => changed(() => setKeeping(value))}
      />
      {keeping === 'days' ? (
        <Field
          label="Days"
          required
          error={isWrong ? `A whole number from ${leastDays} to ${MOST_DAYS}.` : errorAt(save.error, field)}
          className="w-32"
        >
          {(control) => (
            <Input
              value={typed}
              inputMode="numeric"
              autoComplete="off"
              maxLength={5}
              onChange={(event) => changed(() => setTyped(event.target.value))}
              {...control}
            />
          )}
        </Field>
      ) : null}
      {going === null ? (
        <Button type="submit" busy={save.isPending || preview.isPending} disabled={days === now}>
          Save
        </Button>
      ) : (
        <ConfirmRemoval
          going={going}
          slug={slug}
          busy={save.isPending}
          onConfirm={(confirm) => save.mutate({ [field]: days, confirm })}
          onCancel={() => preview.reset()}
        />
      )}
      <p role="alert" className="text-13 text-failed empty:hidden">
        {preview.error?.message ?? save.error?.message}
      </p>
    </form>
  );
}
