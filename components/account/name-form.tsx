'use client';

import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { changeName } from '#components/queries/account.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';

export function NameForm({ name }: { name: string }) {
  const router = useNavigate();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: changeName,
    onSuccess: () => {
      toast({ title: 'Name saved' });
      // The menu shows it as well.
      router.refresh();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ name: String(new FormData(event.currentTarget).get('name') ?? '') });
  };
  const atField = errorAt(save.error, 'name');
  return (
    <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
      <Field label="Your name" error={atField} required className="w-full">
        {(control) => <Input name="name" defaultValue={name} autoComplete="name" maxLength={100} {...control} />}
      </Field>
      <p role="alert" className="text-13 text-failed empty:hidden">
        {atField === null ? save.error?.message : null}
      </p>
      <Button type="submit" busy={save.isPending}>
        Save the name
      </Button>
    </form>
  );
}
