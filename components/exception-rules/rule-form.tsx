'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { requestRule } from '#components/queries/exception-rules.ts';
import { errorAt } from '#components/queries/send.ts';
import { askedOf, GROUNDS, type Grounds, GroundsFields, mostOf } from '#components/shared/grounds-fields.tsx';
import { firstUntil } from '#components/shared/until-field.tsx';
import { useSettled } from '#components/shared/use-settled.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { ConditionFields } from './condition-fields.tsx';
import { previewBodyOf, type RuleDraft } from './draft.ts';
import { Preview } from './preview.tsx';

export interface RuleFormProps {
  first: RuleDraft;
  /** Whether the role of who looks decides, beyond asking. */
  mayDecide: boolean;
  onClose: () => void;
}

const TYPING = 500;

/** Sends the rule; says what became of it, and closes the form. */
function useAsking(onClose: () => void) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: ({ body, grounds }: { body: RulePreviewBody; grounds: Grounds }) =>
      requestRule({ ...body, ...askedOf(grounds) }),
    onSuccess: async ({ state }) => {
      onClose();
      toast(
        state === 'in_force'
          ? { title: 'The rule is in force', description: 'What is open today follows within moments.' }
          : { title: 'Asked for', description: 'It waits here for somebody who decides.' },
      );
      await client.invalidateQueries();
    },
  });
}

const FIELDS = [...GROUNDS, 'conditions'];

function submitWords(draft: RuleDraft, atOnce: boolean): string {
  if (!atOnce) return 'Ask for it';
  return draft.kind === 'accepted' ? 'Accept what matches' : 'Mark what matches';
}

/** Asks for a rule, and shows what it would do today while it is written. */
export function RuleForm({ first, mayDecide, onClose }: RuleFormProps) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const [draft, setDraft] = useState(first);
  const [given, setGiven] = useState<Partial<Grounds>>({});
  const most = mostOf(draft.kind, policy);
  const grounds: Grounds = { reason: '', evidence: '', until: firstUntil(most), ...given };
  const body = useMemo(() => previewBodyOf(draft), [draft]);
  const settled = useSettled(body, TYPING);
  const ask = useAsking(onClose);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask.mutate({ body, grounds });
  };
  const named = FIELDS.some((name) => errorAt(ask.error, name) !== null);
  return (
    <Card
      title="New rule"
      note="It decides about what is open today, and about what opens until it ends."
      className="mb-6"
    >
      <form
        onSubmit={submit}
        method="post"
        className="grid gap-x-10 gap-y-4 pt-2 lg:grid-cols-2 lg:grid-rows-[auto_1fr]"
      >
        <div className="flex min-w-0 flex-col gap-4">
          <ConditionFields draft={draft} onChange={setDraft} error={ask.error} />
        </div>
        {/* On a phone it stands between what the rule is about and why. */}
        <Preview body={settled} />
        <div className="flex min-w-0 flex-col gap-4">
          <GroundsFields
            grounds={grounds}
            onChange={(part) => setGiven({ ...given, ...part })}
            most={most}
            hint="Why this may stay: for people who read it in a year."
            error={ask.error}
          />
          {ask.error === null || named ? null : (
            <p role="alert" className="text-13 text-failed">
              {ask.error.message}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" type="submit" busy={ask.isPending}>
              {submitWords(draft, mayDecide && policy?.four_eyes === false)}
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </div>
      </form>
    </Card>
  );
}
