'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { teamHref } from '#components/queries/addresses.ts';
import { ApiError } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { makeTeam } from '#components/queries/teams.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { slugOf } from '#lib/domain/team/slug.ts';

export interface CreateTeamProps {
  onOpenChange: (open: boolean) => void;
  /** It is the first team: developers stop seeing everything. */
  restricts: boolean;
}

const RESTRICTS =
  'This is the first team. From now on developers see only what their teams own, and those who are in no team see nothing.';

/** Asks for name and slug, and goes to the new team. */
export default function CreateTeam({ onOpenChange, restricts }: CreateTeamProps) {
  const client = useQueryClient();
  const router = useNavigate();
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const shownSlug = slug ?? slugOf(name) ?? '';
  const make = useMutation({
    mutationFn: () => makeTeam({ name, ...(shownSlug === '' ? {} : { slug: shownSlug }) }),
    onSuccess: async (team) => {
      await client.invalidateQueries({ queryKey: ['teams'] });
      router.push(teamHref(team.slug));
    },
  });
  const isAtField = make.error instanceof ApiError && make.error.fields.length > 0;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Make a team"
      description={restricts ? RESTRICTS : 'You choose its people and repositories next.'}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="create-team" variant="primary" busy={make.isPending}>
            Make the team
          </Button>
        </>
      }
    >
      <form
        id="create-team"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
        className="flex flex-col gap-4"
      >
        <p role="alert" className="break-words text-13 text-failed empty:hidden">
          {isAtField ? null : make.error?.message}
        </p>
        <Field label="Name" required error={errorAt(make.error, 'name')}>
          {(control) => (
            <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} {...control} />
          )}
        </Field>
        <Field
          label="Short name"
          hint="For addresses and CODEOWNERS files (@acme/payments is payments). It never changes."
          required
          error={errorAt(make.error, 'slug')}
        >
          {(control) => (
            <Input
              value={shownSlug}
              maxLength={64}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setSlug(event.target.value)}
              className="font-mono"
              {...control}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
