'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { createToken, tokensQuery } from '#components/queries/tokens.ts';
import { readScopes } from '#components/shared/repository-name.ts';
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

/** Names separated by commas; none means all. */
function namesOf(value: FormDataEntryValue | null): string[] {
  return String(value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function bodyOf(form: FormData): CreateTokenBody {
  const kind = form.get('kind') === 'api' ? 'api' : 'upload';
  const days = String(form.get('days'));
  const role = ROLES.find((one) => one === form.get('role')) ?? 'viewer';
  return {
    kind,
    name: String(form.get('name') ?? ''),
    repositories: readScopes(String(form.get('repositories') ?? '*')),
    expires_in_days: days === 'never' ? null : Number(days),
    ...(kind === 'api'
      ? { role }
      : { pipelines: namesOf(form.get('pipelines')), scanners: namesOf(form.get('scanners')) }),
  };
}

/** Pipelines and scanners that an upload token may deliver for; other reports are refused. */
function Bindings({ error }: { error: Error | null }) {
  return (
    <>
      <Field
        label="Pipelines"
        hint="Only for these, as uploads name them: .github/workflows/ci.yml, release. Leave empty for all."
        error={errorAt(error, 'pipelines')}
      >
        {(control) => <Input name="pipelines" autoComplete="off" spellCheck={false} {...control} />}
      </Field>
      <Field
        label="Scanners"
        hint="Only reports of these: semgrep, trivy. Leave empty for all."
        error={errorAt(error, 'scanners')}
      >
        {(control) => <Input name="scanners" autoComplete="off" spellCheck={false} {...control} />}
      </Field>
    </>
  );
}

function Fields({ error }: { error: Error | null }) {
  const [kind, setKind] = useState<string>('upload');
  return (
    <>
      <Field label="Name" hint="Where it is used: “acme CI”." required error={errorAt(error, 'name')}>
        {(control) => <Input name="name" maxLength={100} autoComplete="off" {...control} />}
      </Field>
      <Field label="Kind" required>
        {(control) => (
          <Select
            name="kind"
            options={KINDS}
            value={kind}
            onChange={(event) => setKind(event.target.value)}
            {...control}
          />
        )}
      </Field>
      {kind === 'api' ? (
        <Field label="Role" required error={errorAt(error, 'role')}>
          {(control) => (
            <Select
              name="role"
              defaultValue="viewer"
              options={ROLES.map((value) => ({ value, label: value }))}
              {...control}
            />
          )}
        </Field>
      ) : null}
      <Field
        label="Repositories"
        hint="owner/name, owner/* or * for all; several with commas."
        required
        error={errorAt(error, 'repositories')}
      >
        {(control) => <Input name="repositories" defaultValue="*" autoComplete="off" spellCheck={false} {...control} />}
      </Field>
      {kind === 'api' ? null : <Bindings error={error} />}
      <Field label="Ends after" required error={errorAt(error, 'expires_in_days')}>
        {(control) => <Select name="days" defaultValue="90" options={lifetimes(kind)} {...control} />}
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
  const create = useMutation({
    mutationFn: createToken,
    onSuccess: (created) => {
      onCreated(created);
      onOpenChange(false);
      return client.invalidateQueries({ queryKey: tokensQuery().queryKey });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(bodyOf(new FormData(event.currentTarget)));
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
        <Fields error={create.error} />
      </form>
    </Dialog>
  );
}
