import type { PrivilegeChange } from '#lib/contracts/privilege.ts';
import { formatCount, formatDate } from '#lib/format.ts';

const KIND_WORDS: Readonly<Record<string, string>> = {
  human: 'person',
  bot: 'machine account',
  app: 'app',
  oauth_app: 'OAuth app',
  runner: 'runner',
  runner_group: 'runner group',
  deploy_key: 'deploy key',
  token: 'token',
  workload: 'workload',
  service_account: 'service account',
  group: 'group',
  org: 'organization',
  repo: 'repository',
  cloud_role: 'cloud role',
};

/** `Deploy keys`: of a choice. */
export function kindsWord(kind: string): string {
  const word = kindWord(kind);
  const plural =
    word === 'person'
      ? 'people'
      : word.endsWith('y') && !word.endsWith('key')
        ? `${word.slice(0, -1)}ies`
        : `${word}${word.endsWith('ch') ? 'es' : 's'}`;
  return `${plural.charAt(0).toUpperCase()}${plural.slice(1)}`;
}

/** What something is, in a word or two. */
export const kindWord = (kind: string): string => KIND_WORDS[kind] ?? kind.replaceAll('_', ' ');

const LEVELS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

export const levelWord = (level: number): string => LEVELS[level] ?? String(level);

/** `never`, a day, or that it is not told. */
export const seenWords = (seen: string | null): string =>
  seen === null ? 'not told' : seen === 'never' ? 'never' : formatDate(seen);

/** `gained admin on acme/web`, `left platform`, `now writes, where it read, on acme/web`. */
export function changeWords({ way, resource, group, from_level: from, to_level: to }: PrivilegeChange): string {
  const where = resource === null ? 'by its own permissions' : `on ${resource.name}`;
  if (group !== null) {
    return way === 'lost' ? `left ${group.name}` : `joined ${group.name}`;
  }
  switch (way) {
    case 'gained':
      return `gained ${levelWord(to)} ${where}`;
    case 'lost':
      return `lost ${levelWord(from)} ${where}`;
    case 'changed':
      return `has ${levelWord(to)} instead of ${levelWord(from)} ${where}`;
  }
}

/** Who became admin of something by a change; null: nobody. */
export function adminsWords({ admins, admin_names: names, principal }: PrivilegeChange): string | null {
  if (admins === 0) return null;
  if (admins === 1 && names[0]?.id === principal.id) return 'Became admin';
  const more = admins > names.length ? ` and ${formatCount(admins - names.length, 'other')}` : '';
  return `Became admin: ${names.map(({ name }) => name).join(', ')}${more}`;
}

/** `through release → platform`: the groups by which a right reaches somebody. */
export const chainWords = (chain: readonly { name: string }[]): string =>
  chain.length === 0 ? 'given to it' : `through ${chain.map(({ name }) => name).join(' → ')}`;
