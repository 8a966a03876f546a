'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeLimits } from '#components/queries/limits.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { LimitsChange, LimitsView } from '#lib/contracts/limits.ts';

export interface LimitFormProps {
  label: string;
  field: keyof LimitsChange;
  limit: LimitsView['stored_bytes'];
  /** Behind the number: `GB`. */
  unit: string;
  /** A limit as it is typed, and back. */
  write: (limit: number) => string;
  read: (typed: string) => number;
  /** What the installation allows; null: any number. */
  most: string | null;
  /** What is used, in a sentence. */
  use: string;
}

/** One limit: left empty, that of the installation holds. */
export function LimitForm({ label, field, limit, unit, write, read, most, use }: LimitFormProps) {
  const saved = limit.chosen === null ? '' : write(limit.chosen);
  const [typed, setTyped] = useState(saved);
  const router = useNavigate();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: changeLimits,
    onSuccess: () => {
      toast({ title: 'Limit saved' });
      router.refresh();
    },
  });
  const value = typed.trim() === '' ? null : read(typed);
  const isNumber = value === null || (Number.isInteger(value) && value >= 1);
  const isTooMuch = value !== null && limit.installation !== null && value > limit.installation;
  const wrong = isNumber
    ? isTooMuch
      ? `Must be at most ${most}, the limit of this installation.`
      : null
    : 'Must be a number above zero, or empty.';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (wrong === null) save.mutate({ [field]: value });
  };
  const noLimit = limit.installation === null ? 'no limit' : write(limit.installation);
  return (
    <form method="post" onSubmit={submit} className="flex flex-col items-start gap-1.5">
      <Field label={label} error={wrong ?? errorAt(save.error, field)} className="w-full">
        {(control) => (
          <span className="flex flex-wrap items-center gap-2">
            <Input
              value={typed}
              placeholder={noLimit}
              inputMode="decimal"
              autoComplete="off"
              maxLength={12}
              onChange={(event) => {
                save.reset();
                setTyped(event.target.value);
              }}
              {...control}
              className="w-32"
            />
            <span className="text-13 text-soft">{unit}</span>
            <Button type="submit" busy={save.isPending} disabled={typed.trim() === saved || wrong !== null}>
              Save
            </Button>
          </span>
        )}
      </Field>
      <p className="text-12 text-faint">
        {use}{' '}
        {most === null
          ? 'Leave it empty for no limit.'
          : `Leave it empty for the limit of this installation, ${most}. It cannot be more.`}
      </p>
      <p role="alert" className="text-13 text-failed empty:hidden">
        {errorAt(save.error, field) === null ? save.error?.message : null}
      </p>
    </form>
  );
}
