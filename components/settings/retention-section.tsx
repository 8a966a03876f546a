'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeRetention, previewRetention } from '#components/queries/retention.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RetentionView } from '#lib/contracts/retention.ts';
import { isShorter, MOST_DAYS } from '#lib/domain/retention/keep-reports.ts';
import { formatBytes, formatCount } from '#lib/format.ts';
import { ConfirmRemoval } from './confirm-removal.tsx';
import { type Keeping, KeepingChoice, keepingOf } from './keeping-choice.tsx';

export interface RetentionSectionProps {
  retention: RetentionView;
  /** Typed where a change removes reports. */
  slug: string;
}

const SUGGESTED = '90';

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

/** How long reports are kept as they were delivered. */
export function RetentionSection({ retention, slug }: RetentionSectionProps) {
  const now = retention.keep_reports_days;
  const [keeping, setKeeping] = useState<Keeping>(keepingOf(now));
  const [typed, setTyped] = useState(now === null || now === 0 ? SUGGESTED : String(now));
  const router = useNavigate();
  const { toast } = useToast();
  const days = daysOf(keeping, typed);
  const isWrong = days !== null && keeping === 'days' && !(days >= 1 && days <= MOST_DAYS);
  const preview = useMutation({ mutationFn: previewRetention });
  const save = useMutation({
    mutationFn: changeRetention,
    onSuccess: () => {
      preview.reset();
      toast({ title: 'Retention saved' });
      router.refresh();
    },
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isWrong) return;
    if (days !== null && isShorter(days, now)) {
      const going = await preview.mutateAsync(days).catch(() => null);
      if (going === null || going.reports > 0) return;
    }
    save.mutate({ keep_reports_days: days });
  };
  const changed = (change: () => void) => {
    preview.reset();
    save.reset();
    change();
  };
  const { reports, bytes } = retention.stored;
  return (
    <div className="flex max-w-[640px] flex-col gap-6">
      <Card
        title="Reports as they were delivered"
        note={`${formatCount(reports, 'report')} stored, ${formatBytes(bytes)} on the disk. Findings, scores and history stay in any case.`}
      >
        <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
          <KeepingChoice value={keeping} onChange={(value) => changed(() => setKeeping(value))} />
          {keeping === 'days' ? (
            <Field
              label="Days"
              required
              error={isWrong ? `A whole number from 1 to ${MOST_DAYS}.` : errorAt(save.error, 'keep_reports_days')}
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
          {preview.data !== undefined && preview.data.reports > 0 ? (
            <ConfirmRemoval
              going={preview.data}
              slug={slug}
              busy={save.isPending}
              onConfirm={(confirm) => save.mutate({ keep_reports_days: days, confirm })}
              onCancel={() => preview.reset()}
            />
          ) : (
            <Button type="submit" busy={save.isPending || preview.isPending} disabled={days === now}>
              Save
            </Button>
          )}
          <p role="alert" className="text-13 text-failed empty:hidden">
            {preview.error?.message ?? save.error?.message}
          </p>
        </form>
      </Card>
    </div>
  );
}
