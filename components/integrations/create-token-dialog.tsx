'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { ApiError } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { createToken, tokensQuery } from '#components/queries/tokens.ts';
import { readScopes } from '#components/shared/repository-name.ts';
import { type UseDraft, useDraft } from '#components/shared/use-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import type { CreatedToken, CreateTokenBody } from '#lib/contracts/token.ts';

const KINDS = [
  { value: 'upload', label: 'Upload: CI delivers reports with it' },
  { value: 'api', label: 'API: programs read and change things with it' },
] as const;

const ROLES = ['viewer', 'developer', 'security', 'auditor', 'admin'] as const;

function lifetimes(kind: string) {
  const limited = [30, 90, 365].map((days) => ({ value: String(days), label: `${days} days` }));
  return kind === 'api' ? [...limited, { value: 'never', label: 'Never' }] : limited;
}

const EMPTY = { name: '', kind: 'upload', role: 'viewer', repositories: '*', pipelines: '', scanners: '', days: '90' };

type Draft = UseDraft<typeof EMPTY>;

/** Names separated by commas; none means all. */
function namesOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function bodyOf({ name, kind, role, repositories, pipelines, scanners, days }: typeof EMPTY): CreateTokenBody {
  const isApi = kind === 'api';
  return {
    kind: isApi ? 'api' : 'upload',
    name,
    repositories: readScopes(repositories),
    // Only tokens of programs may never end.
    expires_in_days: days === 'never' ? (isApi ? null : Number(EMPTY.days)) : Number(days),
    ...(isApi
      ? { role: ROLES.find((one) => one === role) ?? 'viewer' }
      : { pipelines: namesOf(pipelines), scanners: namesOf(scanners) }),
  };
}

/** What ties a control to one field of the draft. */
function tiedTo({ values, set }: Draft, name: keyof typeof EMPTY) {
  return {
    value: values[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  };
}

/** Pipelines and scanners that an upload token may deliver for; other reports are refused. */
function Bindings({ draft, error }: { draft: Draft; error: Error | null }) {
  return (
    <>
      <Field
        label="Pipelines"
        hint="Only for these, as uploads name them: .github/workflows/ci.yml, release. Leave empty for all."
        error={errorAt(error, 'pipelines')}
      >
        {(control) => <Input {...tiedTo(draft, 'pipelines')} autoComplete="off" spellCheck={false} {...control} />}
      </Field>
      <Field
        label="Scanners"
        hint="Only reports of these: semgrep, trivy. Leave empty for all."
        error={errorAt(error, 'scanners')}
      >
        {(control) => <Input {...tiedTo(draft, 'scanners')} autoComplete="off" spellCheck={false} {...control} />}
      </Field>
    </>
  );
}

function Fields({ draft, error }: { draft: Draft; error: Error | null }) {
  const { kind, days } = draft.values;
  const choices = lifetimes(kind);
  const chosen = choices.some(({ value }) => value === days) ? days : EMPTY.days;
  return (
    <>
      <Field label="Name" hint="Where it is used: “acme CI”." required error={errorAt(error, 'name')}>
        {(control) => <Input {...tiedTo(draft, 'name')} maxLength={100} autoComplete="off" {...control} />}
      </Field>
      <Field label="Kind" required>
        {(control) => <Select {...tiedTo(draft, 'kind')} options={KINDS} {...control} />}
      </Field>
      {kind === 'api' ? (
        <Field label="Role" hint="As a developer it sees what your teams own." required error={errorAt(error, 'role')}>
          {(control) => (
            <Select {...tiedTo(draft, 'role')} options={ROLES.map((value) => ({ value, label: value }))} {...control} />
          )}
        </Field>
      ) : null}
      <Field
        label="Repositories"
        hint="owner/name, owner/* or * for all; several with commas."
        required
        error={errorAt(error, 'repositories')}
      >
        {(control) => <Input {...tiedTo(draft, 'repositories')} autoComplete="off" spellCheck={false} {...control} />}
      </Field>
      {kind === 'api' ? null : <Bindings draft={draft} error={error} />}
      <Field label="Ends after" required error={errorAt(error, 'expires_in_days')}>
        {(control) => <Select {...tiedTo(draft, 'days')} value={chosen} options={choices} {...control} />}
      </Field>
    </>
  );
}

export interface CreateTokenDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (created: CreatedToken) => void;
}

export function CreateTokenDialog({ open, onOpenChange, onCreated }: CreateTokenDialogProps) {
  const client = useQueryClient();
  const draft = useDraft('token', EMPTY);
  const create = useMutation({
    mutationFn: createToken,
    onSuccess: (created) => {
      draft.forget();
      onCreated(created);
      onOpenChange(false);
      return client.invalidateQueries({ queryKey: tokensQuery().queryKey });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(bodyOf(draft.values));
  };
  const isAtField = create.error instanceof ApiError && create.error.fields.length > 0;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        create.reset();
        onOpenChange(next);
      }}
      title="Create a token"
      description="It is shown once, right after this."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="create-token" variant="primary" busy={create.isPending}>
            Create token
          </Button>
        </>
      }
    >
      <form id="create-token" onSubmit={submit} className="flex flex-col gap-4">
        {create.error !== null && !isAtField ? (
          <p role="alert" className="text-13 text-failed">
            {create.error.message}
          </p>
        ) : null}
        <Fields draft={draft} error={create.error} />
      </form>
    </Dialog>
  );
}
