'use client';

import { useRef, useState } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { CATEGORIES, type Decision } from '#lib/domain/finding/finding.ts';
import { formatCapital } from '#lib/format.ts';
import { type ListField, MOST_SEVERE, type RuleDraft } from './draft.ts';

interface Props {
  draft: RuleDraft;
  onChange: (draft: RuleDraft) => void;
  /** Of the request that was refused. */
  error: unknown;
}

const KINDS: readonly { value: Decision; label: string }[] = [
  { value: 'accepted', label: 'Accept the risk' },
  { value: 'false_positive', label: 'False positives' },
];

const TEXTS: Record<ListField, { label: string; hint?: string; placeholder: string }> = {
  rules: {
    label: 'Rules',
    hint: 'Ids, * for any characters; several with commas.',
    placeholder: 'python.lang.security.*',
  },
  paths: {
    label: 'Files',
    hint: 'test/ is all in folders of that name, *.test.ts a name in any folder.',
    placeholder: 'test/, *.test.ts',
  },
  repositories: { label: 'Repositories', placeholder: 'acme/*, acme/web' },
  scanners: { label: 'Scanners', placeholder: 'semgrep' },
  packages: { label: 'Packages', placeholder: 'lodash' },
  teams: { label: 'Teams', placeholder: 'payments' },
  labels: { label: 'Labels', placeholder: 'internal-tool' },
};
const FIRST: readonly ListField[] = ['rules', 'paths', 'repositories'];
const MORE: readonly ListField[] = ['scanners', 'packages', 'teams', 'labels'];

function ListInput({ name, draft, onChange, error }: Props & { name: ListField }) {
  const { label, hint, placeholder } = TEXTS[name];
  return (
    <Field label={label} hint={hint} error={errorAt(error, `conditions.${name}`)}>
      {(control) => (
        <Input
          {...control}
          className="font-mono text-13"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={2000}
          placeholder={placeholder}
          value={draft[name]}
          onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  );
}

function CategoryAndSeverity({ draft, onChange, error }: Props) {
  return (
    <>
      <Field label="Category" error={errorAt(error, 'conditions.categories')}>
        {(control) => (
          <Select
            {...control}
            value={draft.category}
            options={[
              { value: '', label: 'Any' },
              ...CATEGORIES.map((value) => ({ value, label: CATEGORY_TITLE[value] })),
            ]}
            onChange={({ target: { value } }) =>
              onChange({ ...draft, category: CATEGORIES.find((one) => one === value) ?? '' })
            }
          />
        )}
      </Field>
      <Field label="Severity at most" error={errorAt(error, 'conditions.severity_at_most')}>
        {(control) => (
          <Select
            {...control}
            value={draft.severity}
            options={[
              { value: '', label: 'Any' },
              ...MOST_SEVERE.map((value) => ({ value, label: formatCapital(value) })),
            ]}
            onChange={({ target: { value } }) =>
              onChange({ ...draft, severity: MOST_SEVERE.find((one) => one === value) ?? '' })
            }
          />
        )}
      </Field>
    </>
  );
}

/** What the rule decides, and about what: all conditions must hold. */
export function ConditionFields(props: Props) {
  const { draft, onChange, error } = props;
  const isMore = MORE.some((name) => draft[name] !== '') || draft.category !== '' || draft.severity !== '';
  const [more, setMore] = useState(isMore);
  const asked = useRef(false);
  const showMore = () => {
    asked.current = true;
    setMore(true);
  };
  const whole = errorAt(error, 'conditions');
  const ofOne = ([...FIRST, ...MORE, 'categories', 'severity_at_most'] as const).some(
    (name) => errorAt(error, `conditions.${name}`) !== null,
  );
  return (
    <>
      <Field label="Decision" required>
        {(control) => (
          <Select
            {...control}
            className="sm:w-56"
            value={draft.kind}
            options={[...KINDS]}
            onChange={({ target: { value } }) =>
              onChange({ ...draft, kind: value === 'false_positive' ? 'false_positive' : 'accepted' })
            }
          />
        )}
      </Field>
      {FIRST.map((name) => (
        <ListInput key={name} {...props} name={name} />
      ))}
      {more ? (
        <div
          className="grid gap-4 sm:grid-cols-2"
          // The button that asked for them is gone: the keyboard goes on with the first.
          ref={(fields) => {
            if (asked.current) fields?.querySelector<HTMLElement>('select, input')?.focus();
            asked.current = false;
          }}
        >
          <CategoryAndSeverity {...props} />
          {MORE.map((name) => (
            <ListInput key={name} {...props} name={name} />
          ))}
        </div>
      ) : (
        <Button className="self-start" size="sm" onClick={showMore}>
          More conditions
        </Button>
      )}
      {whole === null || ofOne ? null : (
        <p role="alert" className="text-13 text-failed">
          {whole}
        </p>
      )}
    </>
  );
}
