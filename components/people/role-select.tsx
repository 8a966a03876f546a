'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changePerson, everyPeopleQuery } from '#components/queries/people.ts';
import { Select } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { UserRow } from '#lib/contracts/user.ts';
import { ROLES, type Role } from '#lib/domain/access/role.ts';
import { roleNamed } from './roles.ts';

const OPTIONS = ROLES.map((value) => ({ value, label: value }));

/** Changes the role at once, and offers the former one back. */
export function RoleSelect({ person }: { person: UserRow }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const { id, name, role } = person;
  const change = useMutation({
    mutationFn: (to: Role) => changePerson(id, { role: to }),
    onSuccess: (_, to) => {
      const back = role === null || role === to ? {} : { action: { label: 'Undo', run: () => change.mutate(role) } };
      toast({ title: `${name} has the role ${to}`, ...back });
    },
    onError: (error) => toast({ title: 'The role was not changed', description: error.message, tone: 'failed' }),
    onSettled: () => client.invalidateQueries(everyPeopleQuery),
  });
  return (
    <Select
      quiet
      aria-label={`Role of ${name}`}
      options={OPTIONS}
      placeholder="unknown"
      value={(change.isPending ? change.variables : role) ?? ''}
      disabled={change.isPending}
      onChange={(event) => {
        const to = roleNamed(event.target.value);
        if (to !== undefined && to !== role) change.mutate(to);
      }}
    />
  );
}
