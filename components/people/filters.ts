import type { PeopleFilters } from '#components/queries/people.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { USER_STATES } from '#lib/domain/access/user-state.ts';

/** What the address of the screen says; what is none of the choices says nothing. */
export function readPeopleFilters(value: (name: string) => string | null): PeopleFilters {
  return {
    q: value('q')?.trim().slice(0, 200) || null,
    state: USER_STATES.find((state) => state === value('state')) ?? null,
    role: ROLES.find((role) => role === value('role')) ?? null,
    wants: value('wants') === 'email' ? 'email' : null,
  };
}
