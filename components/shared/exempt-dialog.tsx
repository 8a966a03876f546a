'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { requestExemption } from '#components/queries/exemptions.ts';
import { errorAt } from '#components/queries/send.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { Field, Select, TextArea } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { addDays } from '#lib/domain/time.ts';
import { ExemptWhere } from './exempt-where.tsx';
import { exemptedWords } from './exempt-words.ts';
import { FormDialog } from './form-dialog.tsx';
import { mostOf } from './grounds-fields.tsx';
import { firstUntil, instantOfUntil, UntilField } from './until-field.tsx';

export interface ExemptProps {
  repo: string;
  /** Categories that nothing reports there; the first one is offered. */
  categories: readonly ScoreCategory[];
}

interface Draft {
  /** All repositories that have it; null: only the one. */
  label: string | null;
  category: ScoreCategory;
  reason: string;
}

interface WhatAndWhyProps extends ExemptProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  error: unknown;
}

function WhatAndWhy({ repo, categories, draft, onChange, error }: WhatAndWhyProps) {
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
      <ExemptWhere
        repo={repo}
        category={draft.category}
        label={draft.label}
        onChange={(label) => onChange({ label })}
      />
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

/** Says of what, where, why and until when. */
export function ExemptDialog({ repo, categories, onClose }: ExemptProps & { onClose: () => void }) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = mostOf('accepted', policy) ?? 365;
  const [draft, setDraft] = useState<Draft>({ label: null, category: categories[0] ?? 'dast', reason: '' });
  const { label, category, reason } = draft;
  const [until, setUntil] = useState<string | null>();
  const client = useQueryClient();
  const { toast } = useToast();
  const shown = until ?? firstUntil(most);
  const ask = useMutation({
    mutationFn: () =>
      requestExemption({
        ...(label === null ? { repo } : { label }),
        ...{ category, reason: reason.trim() },
        expires_at: instantOfUntil(shown) ?? addDays(new Date(), most).toISOString(),
      }),
    onSuccess: async (made) => {
      onClose();
      toast(exemptedWords(category, made));
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
      description={`Of ${label === null ? repo : `all with the label ${label}`} this is not expected to be measured then, and its weight goes to what is. It ends by itself, and as soon as a report of it comes.`}
      keep="Keep it expected"
      send={policy?.four_eyes === true ? 'Ask for it' : 'Say so'}
      busy={ask.isPending}
      ready={reason.trim().length >= 3}
      onSend={() => ask.mutate()}
      error={ask.error}
      fields={['reason', 'expires_at']}
    >
      <WhatAndWhy
        repo={repo}
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
