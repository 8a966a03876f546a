'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { addGroupMapping, groupMappingsQuery, removeGroupMapping } from '#components/queries/sign-in.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { GroupMappingListView, GroupMappingRow } from '#lib/contracts/sign-in.ts';
import { ROLES, type Role } from '#lib/domain/access/role.ts';

interface Named {
  id: string;
  name: string;
}

const TEAM = 'team';
const GIVES = [...ROLES.map((value) => ({ value, label: value })), { value: TEAM, label: 'a place in a team' }];
const roleNamed = (name: string): Role => ROLES.find((role) => role === name) ?? 'viewer';

function Row({ mapping, providers }: { mapping: GroupMappingRow; providers: readonly Named[] }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const { id, provider, group, role, team } = mapping;
  const gives = role === null ? { team: team?.slug } : { role };
  const known = providers.find((one) => one.id === provider);
  const restore = useMutation({
    mutationFn: () => addGroupMapping({ provider, group, ...gives }),
    onSettled: () => client.invalidateQueries({ queryKey: groupMappingsQuery().queryKey }),
  });
  const remove = useMutation({
    mutationFn: () => removeGroupMapping(id),
    onSuccess: () =>
      toast({
        title: role === null ? `The group is in ${team?.name} no more` : `The group gives the role ${role} no more`,
        ...(known === undefined ? {} : { action: { label: 'Undo', run: () => restore.mutate() } }),
      }),
    onError: (error) => toast({ title: 'Nothing was removed', description: error.message, tone: 'failed' }),
    onSettled: () => client.invalidateQueries({ queryKey: groupMappingsQuery().queryKey }),
  });
  return (
    <li className="flex min-h-11 items-center justify-between gap-3 border-t py-1 first:border-t-0">
      <span className="min-w-0 break-words">
        <span className="font-medium">{group}</span>
        <span className="text-soft">
          {' '}
          of {known?.name ?? `${provider}, which is not configured,`} is {role === null ? 'in the team ' : ''}
        </span>
        <span className="font-medium">{role ?? team?.name}</span>
      </span>
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Remove ${group}: ${role ?? team?.name}`}
        busy={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Remove
      </Button>
    </li>
  );
}

interface AddFormProps {
  providers: readonly Named[];
  seen: GroupMappingListView['seen'];
}

const SEEN = 'seen-groups';

function AddForm({ providers, seen }: AddFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [gives, setGives] = useState<string>('viewer');
  const [provider, setProvider] = useState(providers[0]?.id ?? '');
  const offered = seen.filter((one) => one.provider === provider);
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: addGroupMapping,
    onSuccess: (all) => {
      form.current?.reset();
      setProvider(providers[0]?.id ?? '');
      setGives('viewer');
      client.setQueryData(groupMappingsQuery().queryKey, all);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '');
    const named = { provider: text('provider'), group: text('group') };
    add.mutate(gives === TEAM ? { ...named, team: text('team') } : { ...named, role: roleNamed(gives) });
  };
  const [atGroup, atTeam] = [errorAt(add.error, 'group'), errorAt(add.error, 'team')];
  return (
    <form ref={form} method="post" onSubmit={submit} className="mt-2 flex flex-wrap items-start gap-3">
      <Field label="Provider" required className="w-full sm:w-40">
        {(control) => (
          <Select
            name="provider"
            value={provider}
            onChange={(event) => setProvider(event.target.value)}
            options={providers.map(({ id, name }) => ({ value: id, label: name }))}
            {...control}
          />
        )}
      </Field>
      <Field
        label="Group"
        hint={offered.length === 0 ? undefined : 'Those that people who signed in have are offered.'}
        error={atGroup}
        required
        className="min-w-0 flex-1 basis-48"
      >
        {(control) => (
          <Input name="group" list={SEEN} maxLength={255} autoComplete="off" spellCheck={false} {...control} />
        )}
      </Field>
      <datalist id={SEEN}>
        {offered.map(({ group }) => (
          <option key={group} value={group} />
        ))}
      </datalist>
      <Field label="Its members are" required className="w-full sm:w-40">
        {(control) => (
          <Select options={GIVES} value={gives} onChange={(event) => setGives(event.target.value)} {...control} />
        )}
      </Field>
      {gives === TEAM ? (
        <Field label="Team" hint="Its slug." error={atTeam} required className="w-full sm:w-40">
          {(control) => <Input name="team" maxLength={100} autoComplete="off" spellCheck={false} {...control} />}
        </Field>
      ) : null}
      <Button type="submit" busy={add.isPending} className="sm:mt-[26px]">
        Add
      </Button>
      <p role="alert" className="w-full text-failed empty:hidden">
        {atGroup === null && atTeam === null ? add.error?.message : null}
      </p>
    </form>
  );
}

/** What groups of the providers give their members. */
export function GroupMappingsCard({ providers }: { providers: readonly Named[] }) {
  const query = useQuery(groupMappingsQuery());
  const items = query.data?.items;
  if (providers.length === 0 && items?.length === 0) return null;
  return (
    <Card
      title="Groups"
      note="Applied each time somebody signs in with a provider: roles and places in teams come and go with the group. Of several roles, the one with most rights counts."
    >
      <div className="text-13">
        {items === undefined ? (
          <NotLoaded title="The groups could not be loaded" query={query}>
            <TableSkeleton rows={2} label="Loading groups" />
          </NotLoaded>
        ) : items.length === 0 ? (
          <p className="pt-2 text-soft">No group gives anything: roles are given by hand, under People.</p>
        ) : (
          <ul>
            {items.map((mapping) => (
              <Row key={mapping.id} mapping={mapping} providers={providers} />
            ))}
          </ul>
        )}
        {providers.length === 0 ? null : <AddForm providers={providers} seen={query.data?.seen ?? []} />}
      </div>
    </Card>
  );
}
