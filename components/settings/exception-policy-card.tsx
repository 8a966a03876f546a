'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeExceptionPolicy } from '#components/queries/exception-policy.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, type FieldControl, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ExceptionPolicyView } from '#lib/contracts/exception.ts';

interface DaysInputProps {
  control: FieldControl;
  days: string;
  onType: (text: string) => void;
}

function DaysInput({ control, days, onType }: DaysInputProps) {
  return (
    <Input
      {...control}
      inputMode="numeric"
      maxLength={4}
      className="w-24"
      value={days}
      onChange={(event) => onType(event.target.value)}
    />
  );
}

/** What it takes that a finding stays. */
export function ExceptionPolicyCard({ policy }: { policy: ExceptionPolicyView }) {
  const [two, setTwo] = useState(policy.four_eyes);
  const [accepted, setAccepted] = useState(String(policy.accepted_days));
  const [falsePositive, setFalsePositive] = useState(String(policy.false_positive_days ?? ''));
  const router = useNavigate();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: changeExceptionPolicy,
    onSuccess: () => {
      toast({ title: 'Saved', description: 'Exceptions that are in force keep their end.' });
      router.refresh();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({
      four_eyes: two,
      accepted_days: Number(accepted),
      false_positive_days: falsePositive.trim() === '' ? null : Number(falsePositive),
    });
  };
  const fields = ['accepted_days', 'false_positive_days'].map((name) => errorAt(save.error, name));
  return (
    <Card title="Exceptions" note="What it takes to accept a risk, or to mark a finding as a false positive.">
      <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
        <LabelledCheckbox
          label="Two people must agree"
          hint="Whoever asks for an exception cannot approve it, with no token of theirs either."
          checked={two}
          onCheckedChange={(checked) => setTwo(checked === true)}
        />
        <Field
          label="Accepted risks end after, at most"
          required
          hint="Days. Then the finding is open again."
          error={fields[0] ?? null}
        >
          {(control) => <DaysInput control={control} days={accepted} onType={setAccepted} />}
        </Field>
        <Field
          label="False positives end after, at most"
          hint="Days. Empty: they may have no end."
          error={fields[1] ?? null}
        >
          {(control) => <DaysInput control={control} days={falsePositive} onType={setFalsePositive} />}
        </Field>
        <p role="alert" className="text-13 text-failed empty:hidden">
          {fields.some((error) => error !== null) ? null : save.error?.message}
        </p>
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save
        </Button>
      </form>
    </Card>
  );
}
