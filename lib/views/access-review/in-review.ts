import type { ReviewScope } from '#lib/domain/access-review/review.ts';
import { addDays } from '#lib/domain/time.ts';
import type { FrozenItem } from './frozen-item.ts';

/**
 * Whether a right is what a review is about. `reaches`: what it is on; of a group, all that the group may do. `made`: since when it
 * could have been used.
 */
export function inReview(
  item: FrozenItem,
  scope: ReviewScope,
  reaches: readonly { name: string; production: string | null }[],
  now: Date,
  made: Date | null = item.grantedAt,
): boolean {
  if (scope.kinds.length > 0 && !scope.kinds.includes(item.principalKind)) return false;
  if (item.level < scope.levelMin) return false;
  if (scope.productionOnly && !reaches.some(({ production }) => production !== null)) return false;
  if (scope.resource !== null && !isNamed(scope.resource, [...reaches, { name: item.targetName }])) return false;
  return scope.unusedDays === null || isUnused(item, addDays(now, -scope.unusedDays), made);
}

function isNamed(part: string, names: readonly { name: string }[]): boolean {
  const wanted = part.toLowerCase();
  return names.some(({ name }) => name.toLowerCase().includes(wanted));
}

/** What was not told is not unused. */
function isUnused({ lastUsedAt, lastUsedTold }: FrozenItem, since: Date, made: Date | null): boolean {
  if (!lastUsedTold) return false;
  return lastUsedAt === null ? made === null || made < since : lastUsedAt < since;
}
