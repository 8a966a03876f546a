'use client';

import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';

export interface NameFormProps {
  label: string;
  name: string;
  save: (change: { name: string }) => Promise<unknown>;
  autoComplete?: 'name' | 'off';
}

/** Changes a name that the frame shows as well: of the person, of the organization. */
export function NameForm({ label, name, save, autoComplete = 'off' }: NameFormProps) {
  const router = useNavigate();
  const { toast } = useToast();
  const change = useMutation({
    mutationFn: save,
    onSuccess: () => {
      toast({ title: 'Name saved' });
      router.refresh();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate({ name: String(new FormData(event.currentTarget).get('name') ?? '') });
  };
  const atField = errorAt(change.error, 'name');
  return (
    <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
      <Field label={label} error={atField} required className="w-full">
        {(control) => (
          <Input name="name" defaultValue={name} autoComplete={autoComplete} maxLength={100} {...control} />
        )}
      </Field>
      <p role="alert" className="text-13 text-failed empty:hidden">
        {atField === null ? change.error?.message : null}
      </p>
      <Button type="submit" busy={change.isPending}>
        Save the name
      </Button>
    </form>
  );
}
