'use client';

import { type FormEvent, useState } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import type { SignInPolicyView } from '#lib/contracts/sign-in.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { useSavePolicy } from './use-save-policy.ts';

type AdmitRole = SignInPolicyView['admit_role'];

const OPTIONS = ROLES.flatMap((value) => (value === 'admin' ? [] : [{ value, label: value }]));
const roleNamed = (name: unknown): AdmitRole => OPTIONS.find(({ value }) => value === name)?.value ?? 'viewer';

function sentence({ admit_by_group: byGroup, admit_domains: domains }: SignInPolicyView): string {
  if (!byGroup && domains.length === 0) return 'Nobody: people are invited, under People.';
  const who = [
    ...(byGroup ? ['members of the groups above'] : []),
    ...(domains.length > 0 ? [`verified addresses of ${domains.join(', ')}`] : []),
  ];
  return `Now: ${who.join(', and ')}.`;
}

/** Who gets in without an invitation. */
export function AdmissionCard({ policy, hasProviders }: { policy: SignInPolicyView; hasProviders: boolean }) {
  const [byGroup, setByGroup] = useState(policy.admit_by_group);
  const save = useSavePolicy('The rule is saved');
  if (!hasProviders && !policy.admit_by_group && policy.admit_domains.length === 0) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const domains = String(data.get('domains') ?? '').split(/[\s,]+/);
    save.mutate({
      ...policy,
      admit_by_group: byGroup,
      admit_domains: domains.filter((domain) => domain !== ''),
      admit_role: roleNamed(data.get('role')),
    });
  };
  const atDomains = errorAt(save.error, 'admit_domains');
  return (
    <Card title="Without an invitation" note={<span className="break-words">{sentence(policy)}</span>}>
      <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
        <LabelledCheckbox
          checked={byGroup}
          onCheckedChange={(checked) => setByGroup(checked === true)}
          label="Members of a group that gives a role get in"
          hint="They lose access when they are in no such group any more."
        />
        <div className="flex w-full flex-wrap items-start gap-3">
          <Field
            label="E-mail domains that get in"
            hint="Only addresses that the provider has verified; separate several by commas."
            error={atDomains}
            className="min-w-0 flex-1 basis-60"
          >
            {(control) => (
              <Input
                name="domains"
                defaultValue={policy.admit_domains.join(', ')}
                placeholder="example.com"
                spellCheck={false}
                {...control}
              />
            )}
          </Field>
          <Field label="Their role" required className="w-full sm:w-36">
            {(control) => <Select name="role" options={OPTIONS} defaultValue={policy.admit_role} {...control} />}
          </Field>
        </div>
        <p role="alert" className="text-13 text-failed empty:hidden">
          {atDomains === null ? save.error?.message : null}
        </p>
        <Button type="submit" busy={save.isPending}>
          Save the rule
        </Button>
      </form>
    </Card>
  );
}
