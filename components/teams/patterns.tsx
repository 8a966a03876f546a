'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useState } from 'react';
import { changePatterns, patternQuery } from '#components/queries/teams.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import type { PatternPreview } from '#lib/contracts/team.ts';
import { formatCount, formatList, formatNumber } from '#lib/format.ts';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

function previewText({ matches, of, examples }: PatternPreview): string {
  const count = `Matches ${formatNumber(matches)} of ${formatCount(of, 'repository', 'repositories')}`;
  if (matches === 0) return `${count}. Repositories that get such a name later will be of the team.`;
  const rest = matches - examples.length;
  const names = [...examples, ...(rest > 0 ? [`${formatNumber(rest)} more`] : [])];
  return `${count}: ${formatList(names, names.length)}.`;
}

function Preview({ pattern }: { pattern: string }) {
  const query = useQuery({ ...patternQuery(pattern), enabled: pattern !== '' });
  if (pattern === '') return null;
  if (query.error !== null) return 'Write owner/name, with * for any characters of one part, or ** at the end.';
  return query.data === undefined ? 'Looking…' : previewText(query.data);
}

function AddPattern({ busy, onAdd }: { busy: boolean; onAdd: (pattern: string, added: () => void) => void }) {
  const [typed, setTyped] = useState('');
  const pattern = useDeferredValue(typed.trim());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (typed.trim() !== '') onAdd(typed.trim(), () => setTyped(''));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      <div className="flex flex-wrap items-start gap-2">
        <Field
          label="Pattern"
          hint="acme/* or acme/payments-*; acme/** goes deeper."
          required
          className="w-full sm:max-w-80"
        >
          {(control) => (
            <Input
              value={typed}
              maxLength={255}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              className="font-mono"
              {...control}
            />
          )}
        </Field>
        <Button type="submit" busy={busy} disabled={typed.trim() === ''} className="sm:mt-[26px]">
          Add the pattern
        </Button>
      </div>
      <p role="status" className="min-h-5 text-13 text-soft [overflow-wrap:anywhere]">
        <Preview pattern={pattern} />
      </p>
    </form>
  );
}

/** Names of repositories that the team owns, now and later. */
export function Patterns(props: { slug: string; patterns: readonly string[]; mayChange: boolean }) {
  const { slug, patterns, mayChange } = props;
  const change = useChange();
  return (
    <Section
      title="Patterns"
      note="The team owns every repository whose name matches, and those that get such a name later."
      error={change.error?.message}
    >
      {patterns.length === 0 ? (
        <p className="border-t py-3 text-13 text-soft">This team has no pattern.</p>
      ) : (
        <ul className="divide-y border-y">
          {patterns.map((pattern) => (
            <li key={pattern} className="flex min-h-9 items-center justify-between gap-3 py-1">
              <code className="min-w-0 font-mono text-13 [overflow-wrap:anywhere]">{pattern}</code>
              {mayChange ? (
                <Button
                  size="sm"
                  variant="ghost"
                  busy={change.isPending}
                  aria-label={`Remove the pattern ${pattern}`}
                  onClick={() =>
                    change.mutate({
                      act: () => changePatterns(slug, { remove: [pattern] }),
                      done: `The pattern ${pattern} is removed`,
                    })
                  }
                >
                  Remove
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayChange ? (
        <AddPattern
          busy={change.isPending}
          onAdd={(pattern, added) =>
            change.mutate(
              { act: () => changePatterns(slug, { add: [pattern] }), done: `The pattern ${pattern} is added` },
              { onSuccess: added },
            )
          }
        />
      ) : null}
    </Section>
  );
}
