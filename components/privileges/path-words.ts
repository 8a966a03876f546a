import type { PathRowView, PathView } from '#lib/contracts/path.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

type People = PathRowView['alone'];

/** `rosa, ines and 3 others`. */
export function peopleWords({ count, first }: People): string {
  const names = first.map(({ name }) => name).join(', ');
  const more = count - first.length;
  return more > 0 ? `${names} and ${formatCount(more, 'other')}` : names;
}

/** Where a target is: ` of acme/web`, ` in aws/123456789012`; nothing where it is the organization's own. */
export function homeWords({ repository, system }: Pick<PathRowView['target'], 'repository' | 'system'>): string {
  if (repository !== null) return ` of ${repository}`;
  return system === null ? '' : ` in ${system}`;
}

/** Who goes a path, and whether with nobody else. */
export function whoWords({ alone, helped }: Pick<PathRowView, 'alone' | 'helped'>): string {
  if (alone.count > 0) return `${formatCount(alone.count, 'principal')} alone: ${peopleWords(alone)}`;
  return `${formatCount(helped.count, 'principal')} with the help of another: ${peopleWords(helped)}`;
}

/** Of a step of the cut: `Breaks 37 of 41 ways, leaves 4; 12 lose something`. Where all ways stay for somebody, who is off them. */
export function cutWords(step: NonNullable<PathView['cut']>['steps'][number]): string {
  const { before, after, broken, hurt } = step;
  if (broken === 0 && hurt.count > 0) {
    return `Leaves ${formatCount(before, 'way')}, to fewer: ${peopleWords(hurt)} no longer ${hurt.count === 1 ? 'gets' : 'get'} there alone.`;
  }
  const lost =
    hurt.count === 0
      ? 'nobody loses anything'
      : `${formatCount(hurt.count, 'principal')} ${hurt.count === 1 ? 'loses' : 'lose'} something: ${peopleWords(hurt)}`;
  return `Breaks ${formatNumber(broken)} of ${formatCount(before, 'way')}, leaves ${formatNumber(after)}; ${lost}.`;
}

/** Why there is no cut: it is computed for targets that somebody is proven to reach alone, and not for huge ones. */
export function noCutWords({ certainty, alone }: Pick<PathView, 'certainty' | 'alone'>): string {
  return certainty === 'proven' && alone.count > 0
    ? 'Too many ways lead there to compute the cheapest cut.'
    : 'The cheapest cut is computed for what somebody is proven to reach alone.';
}

type Hurt = NonNullable<PathView['cut']>['steps'][number]['hurt'];

/** When those who would lose something were last seen: `Last active: rosa 2026-03-01, ines never`. Null: nobody loses anything. */
export function lastActiveWords({ first }: Hurt): string | null {
  const words = first.map(({ name, last_active: at }) => `${name} ${at === null ? 'not told' : at.slice(0, 10)}`);
  return words.length === 0 ? null : `Last active: ${words.join(', ')}.`;
}
