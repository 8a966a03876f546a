'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError, reasonOf } from '#components/queries/fetch.ts';
import { checkPolicy } from '#components/queries/policy.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import type { PolicyChange, PolicyCheckView } from '#lib/contracts/policy.ts';
import { LineDiff } from './line-diff.tsx';
import { PolicyEditor } from './policy-editor.tsx';
import { RULE_TEMPLATES, withRule } from './rule-templates.ts';
import { Trial } from './trial.tsx';

const TRIED_DAYS = 7;
/** So long after the last key a text is checked. */
const PAUSE_MS = 500;

export interface PolicyFormProps {
  /** The repository whose own rules they are; null: the organization's policy. */
  repo: string | null;
  saved: { version: number; text: string };
  draft: string;
  onDraft: (text: string) => void;
  mayChange: boolean;
  save: (change: PolicyChange) => Promise<unknown>;
  onSaved: () => void;
}

/** The text with what is wrong in it, what it would have done, and the way to save it. */
export function PolicyForm({ repo, saved, draft, onDraft, mayChange, save, onSaved }: PolicyFormProps) {
  const [message, setMessage] = useState('');
  const isChanged = draft !== saved.text;
  const checked = useChecked(repo, draft, isChanged);
  const trying = useMutation({
    mutationFn: (text: string) => checkPolicy({ text, days: TRIED_DAYS, ...(repo === null ? {} : { repo }) }),
  });
  const saving = useMutation({
    mutationFn: () => save({ text: draft, message, version: saved.version }),
    onSuccess: () => {
      setMessage('');
      trying.reset();
      onSaved();
    },
  });
  const isTried = trying.variables === draft && trying.data !== undefined;
  const refused = checked?.refused ?? [];
  const isValid = !isChanged || checked?.valid === true;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PolicyEditor
        label={repo === null ? 'Policy (YAML)' : `Own rules of ${repo} (YAML)`}
        text={draft}
        problems={checked?.problems ?? []}
        onChange={mayChange ? onDraft : null}
      />
      {refused.length === 0 ? null : (
        <p className="text-13 text-failed">
          The organization does not allow {refused.join(', ')}: a repository may be stricter, and laxer only in rules
          under overrides.allow.
        </p>
      )}
      {mayChange ? (
        <>
          <div className="flex flex-wrap items-end gap-2">
            <Select
              aria-label="Add a rule"
              className="w-52"
              value=""
              placeholder="Add a rule…"
              options={Object.entries(RULE_TEMPLATES).map(([value, { label }]) => ({ value, label }))}
              onChange={({ target }) => onDraft(withRule(draft, target.value as keyof typeof RULE_TEMPLATES))}
            />
            <Button busy={trying.isPending} disabled={!isValid} onClick={() => trying.mutate(draft)}>
              Try on the last {TRIED_DAYS} days
            </Button>
            {isChanged ? (
              <Button variant="ghost" onClick={() => onDraft(saved.text)}>
                Undo changes
              </Button>
            ) : null}
          </div>
          {trying.isError ? <ErrorPanel title="It could not be tried" kept={reasonOf(trying.error)} /> : null}
          {isTried && trying.data.trial !== null ? <Trial trial={trying.data.trial} /> : null}
          {isChanged ? (
            <form
              className="flex min-w-0 flex-col gap-3"
              onSubmit={(event) => {
                event.preventDefault();
                saving.mutate();
              }}
            >
              <h2 className="font-semibold text-14">What changes</h2>
              <LineDiff before={saved.text} after={draft} label="What changes" />
              <Field label="Why">
                {(control) => (
                  <Input
                    value={message}
                    maxLength={300}
                    onChange={({ target }) => setMessage(target.value)}
                    {...control}
                  />
                )}
              </Field>
              {saving.isError ? <ErrorPanel title={titleOf(saving.error)} kept={reasonOf(saving.error)} /> : null}
              <div className="flex flex-wrap items-center gap-3">
                <Button type="submit" variant="primary" busy={saving.isPending} disabled={!isValid || !isTried}>
                  Save as version {saved.version + 1}
                </Button>
                {isValid && !isTried ? <span className="text-13 text-soft">Try it first.</span> : null}
              </div>
            </form>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

const titleOf = (error: Error): string =>
  error instanceof ApiError && error.status === 409 ? 'Somebody saved meanwhile' : 'It was not saved';

/** What is wrong with a text, a moment after it was last changed; null while it is not known. */
function useChecked(repo: string | null, text: string, enabled: boolean): PolicyCheckView | null {
  const [known, setKnown] = useState<{ text: string; view: PolicyCheckView } | null>(null);
  useEffect(() => {
    if (!enabled) return;
    let isOver = false;
    const timer = setTimeout(() => {
      checkPolicy({ text, days: 0, ...(repo === null ? {} : { repo }) }).then(
        (view) => {
          if (!isOver) setKnown({ text, view });
        },
        // Saving says what is wrong, when checking could not.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [repo, text, enabled]);
  // While somebody types, the marks of before stay: they would flicker else.
  return enabled && known !== null ? { ...known.view, valid: known.view.valid && known.text === text } : null;
}
