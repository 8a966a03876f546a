import type { PrivilegeChange } from '#lib/contracts/privilege.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { formatCapital, formatCount, formatDate, formatNumber } from '#lib/format.ts';

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
  return formatCapital(plural);
}

interface Counted {
  value: number;
  relation?: 'exact' | 'at_least';
}

/** `41 principals.`, `12 principals match.`; null where they are not counted. */
export function countWords(
  total: Counted | undefined,
  [one, many]: readonly [one: string, many: string],
  isFiltered: boolean,
): string | null {
  if (total === undefined) return null;
  const { value, relation } = total;
  const count = relation === 'at_least' ? `More than ${formatNumber(value)} ${many}` : formatCount(value, one, many);
  const first = value === 0 && relation !== 'at_least' ? `No ${one}` : count;
  if (!isFiltered) return `${first}.`;
  return `${first} ${value === 1 || value === 0 ? 'matches' : 'match'}.`;
}

/** What something is, in a word or two. */
export const kindWord = (kind: string): string => KIND_WORDS[kind] ?? kind.replaceAll('_', ' ');

const VIA_WORDS: Readonly<Record<string, string>> = {
  direct: 'given directly',
  team: 'by a team',
  group: 'by a group',
  role: 'by a role',
  policy: 'by a policy',
  key: 'by a key',
  token: 'by a token',
  app: 'by an app',
};

/** By what a right was given. */
export const viaWords = (via: string): string => VIA_WORDS[via] ?? `by ${via.replaceAll('_', ' ')}`;

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

/** `24 further rights follow from it`. */
export const followsWords = (follows: number): string =>
  `${formatCount(follows, 'further right')} ${follows === 1 ? 'follows' : 'follow'} from it`;

/** `through release → platform`: the groups by which a right reaches somebody. */
export const chainWords = (chain: readonly { name: string }[]): string =>
  chain.length === 0 ? 'given to it' : `through ${chain.map(({ name }) => name).join(' → ')}`;
