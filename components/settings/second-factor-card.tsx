'use client';

import type { FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import type { SignInPolicyView } from '#lib/contracts/sign-in.ts';
import { SECOND_FACTOR_RULES, type SecondFactorRule } from '#lib/domain/sign-in/second-factor-policy.ts';
import { useSavePolicy } from './use-save-policy.ts';

const WORDS: Record<SecondFactorRule, string> = {
  nobody: 'Nobody: each person decides',
  administrators: 'Administrators',
  everybody: 'Everybody',
};
const OPTIONS = SECOND_FACTOR_RULES.map((value) => ({ value, label: WORDS[value] }));

/** Who must have a second factor beside a password. */
export function SecondFactorCard({ policy }: { policy: SignInPolicyView }) {
  const save = useSavePolicy('The rule is saved');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('rule');
    const rule = SECOND_FACTOR_RULES.find((known) => known === given) ?? policy.second_factor;
    save.mutate({ ...policy, second_factor: rule });
  };
  return (
    <Card title="Second factor" note="For those who sign in with a password. A provider asks for its own.">
      <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
        <Field
          label="Who must have one"
          hint="Who has none is led to set one up before anything else, with the next click."
          required
          className="w-full sm:w-72"
        >
          {(control) => <Select name="rule" options={OPTIONS} defaultValue={policy.second_factor} {...control} />}
        </Field>
        <p role="alert" className="text-13 text-failed empty:hidden">
          {save.error?.message}
        </p>
        <Button type="submit" busy={save.isPending}>
          Save the rule
        </Button>
      </form>
    </Card>
  );
}
