import { compareVersions } from '#lib/domain/action/version.ts';
import type { OsvInterval } from './osv.ts';

/**
 * The versions that fix a problem, of all that records say of one package: those that no interval holds. Empty where none
 * of them comes after the version in use, or where versions cannot be compared: unknown is never guessed.
 */
export function fixesOf(
  intervals: readonly OsvInterval[],
  version: string | null,
  ecosystem: string | null,
): readonly string[] {
  const fixed = [...new Set(intervals.flatMap((one) => one.fixed ?? []))];
  const bounds = intervals.flatMap(({ introduced, lastAffected }) => [introduced, lastAffected ?? introduced]);
  if ([...fixed, ...bounds].some((one) => compareVersions(one, '0', ecosystem) === null)) return [];
  const order = (a: string, b: string): number => compareVersions(a, b, ecosystem) ?? 0;
  const holds = ({ introduced, fixed: end, lastAffected }: OsvInterval, one: string): boolean =>
    (introduced === '0' || order(one, introduced) >= 0) &&
    (end === undefined || order(one, end) < 0) &&
    (lastAffected === undefined || order(one, lastAffected) <= 0);
  const usable = fixed.filter((one) => !intervals.some((interval) => holds(interval, one))).sort(order);
  const inUse = version !== null && compareVersions(version, '0', ecosystem) !== null ? version : null;
  return inUse === null || usable.some((one) => order(one, inUse) > 0) ? usable : [];
}
