'use client';

import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { changeOrganization } from '#components/queries/organization.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { OrganizationView } from '#lib/contracts/organization.ts';
import { DeleteOrganization } from './delete-organization.tsx';
import { ExportData } from './export-data.tsx';

/** Settings of the organization itself. */
export function OrganizationSection({ name, slug }: OrganizationView) {
  const router = useNavigate();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: changeOrganization,
    onSuccess: () => {
      toast({ title: 'Name saved' });
      // The top bar shows it as well.
      router.refresh();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ name: String(new FormData(event.currentTarget).get('name') ?? '') });
  };
  const atField = errorAt(save.error, 'name');
  return (
    <div className="flex max-w-[640px] flex-col gap-6">
      <Card title="Name" note={`Shown above every screen. The API knows the organization as ${slug}, which stays.`}>
        <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
          <Field label="Name of the organization" error={atField} required className="w-full">
            {(control) => <Input name="name" defaultValue={name} maxLength={100} {...control} />}
          </Field>
          <p role="alert" className="text-13 text-failed empty:hidden">
            {atField === null ? save.error?.message : null}
          </p>
          <Button type="submit" busy={save.isPending}>
            Save the name
          </Button>
        </form>
      </Card>
      <ExportData />
      <DeleteOrganization name={name} slug={slug} />
    </div>
  );
}
