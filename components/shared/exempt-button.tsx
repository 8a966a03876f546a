'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { requestExemption } from '#components/queries/exemptions.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { Field, Select, TextArea } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { addDays } from '#lib/domain/time.ts';
import { FormDialog } from './form-dialog.tsx';
import { mostOf } from './grounds-fields.tsx';
import { firstUntil, instantOfUntil, UntilField } from './until-field.tsx';

export interface ExemptButtonProps {
  repo: string;
  /** Categories that nothing reports there; the first one is offered. */
  categories: readonly ScoreCategory[];
}

interface Draft {
  category: ScoreCategory;
  reason: string;
}

interface WhatAndWhyProps extends Pick<ExemptButtonProps, 'categories'> {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  error: unknown;
}

function WhatAndWhy({ categories, draft, onChange, error }: WhatAndWhyProps) {
  return (
    <>
      <Field label="Category" required>
        {(control) => (
          <Select
            {...control}
            className="w-full sm:w-52"
            options={categories.map((value) => ({ value, label: CATEGORY_TITLE[value] }))}
            value={draft.category}
            onChange={({ target: { value } }) =>
              onChange({ category: categories.find((one) => one === value) ?? draft.category })
            }
          />
        )}
      </Field>
      <Field
        label="Reason"
        required
        hint="Why there is nothing to scan: no running application, no infrastructure as code."
        error={errorAt(error, 'reason')}
      >
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            rows={3}
            minLength={3}
            maxLength={2000}
            value={draft.reason}
            onChange={(event) => onChange({ reason: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function ExemptDialog({ repo, categories, onClose }: ExemptButtonProps & { onClose: () => void }) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = mostOf('accepted', policy) ?? 365;
  const [draft, setDraft] = useState<Draft>({ category: categories[0] ?? 'dast', reason: '' });
  const { category, reason } = draft;
  const [until, setUntil] = useState<string | null>();
  const client = useQueryClient();
  const { toast } = useToast();
  const shown = until ?? firstUntil(most);
  const ask = useMutation({
    mutationFn: () =>
      requestExemption({
        ...{ repo, category, reason: reason.trim() },
        expires_at: instantOfUntil(shown) ?? addDays(new Date(), most).toISOString(),
      }),
    onSuccess: async ({ items }) => {
      onClose();
      const inForce = items[0]?.state === 'in_force';
      toast({
        title: inForce ? 'Not expected any more' : 'Asked for',
        description: `${CATEGORY_TITLE[category]} of ${repo}${inForce ? '' : ' waits for somebody who decides'}.`,
      });
      await client.invalidateQueries();
    },
  });
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="sm"
      title="Say that it does not apply"
      description={`Of ${repo} this is not expected to be measured then, and its weight goes to what is. It ends by itself, and as soon as a report of it comes.`}
      keep="Keep it expected"
      send={policy?.four_eyes === true ? 'Ask for it' : 'Say so'}
      busy={ask.isPending}
      ready={reason.trim().length >= 3}
      onSend={() => ask.mutate()}
      error={ask.error}
      fields={['reason', 'expires_at']}
    >
      <WhatAndWhy
        categories={categories}
        draft={draft}
        onChange={(part) => setDraft({ ...draft, ...part })}
        error={ask.error}
      />
      <UntilField
        value={shown}
        onChange={setUntil}
        most={most}
        then="Then it is expected again."
        error={errorAt(ask.error, 'expires_at')}
      />
    </FormDialog>
  );
}

/** Asks that a category is not expected of a repository. */
export function ExemptButton({ repo, categories }: ExemptButtonProps) {
  const [open, setOpen] = useState(false);
  if (categories.length === 0) return null;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)} aria-label={`Something does not apply to ${repo}`}>
        Does not apply…
      </Button>
      {open ? <ExemptDialog repo={repo} categories={categories} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
