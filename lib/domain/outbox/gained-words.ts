import type { GainedAdminName } from './event.ts';

const SHOWN = 3;

/** Path of the list of who became admin in a system. */
export const gainedPath = (system: string): string =>
  `/privileges/changes?${new URLSearchParams({ system, admin: 'true', days: '30' })}`;

/** `rosa of acme/web, ben of acme by the group platform are admin now and were not before.` */
export function gainedWords(people: readonly GainedAdminName[], count: number): string {
  const shown = people.slice(0, SHOWN);
  const more = count - shown.length;
  const named = `${shown.map(gainedName).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `${named} ${count === 1 ? 'is admin now and was' : 'are admin now and were'} not before.`;
}

/** Who, of what, and by which group. */
export function gainedName({ name, group, on, places }: GainedAdminName): string {
  const of = places > 1 ? `${on} and ${places - 1} more` : on;
  return `${name}${of === '' ? '' : ` of ${of}`}${group === null ? '' : ` by the group ${group}`}`;
}
