import type { ReviewScopeBody } from '#lib/contracts/access-review.ts';
import type { ReviewScope } from '#lib/domain/access-review/review.ts';

export const askedScope = (body: ReviewScopeBody): ReviewScope => ({
  systems: body.systems,
  kinds: body.kinds,
  levelMin: body.level_min,
  productionOnly: body.production_only,
  resource: body.resource,
  unusedDays: body.unused_days,
});

export const scopeView = (scope: ReviewScope): ReviewScopeBody => ({
  systems: [...scope.systems],
  kinds: [...scope.kinds],
  level_min: scope.levelMin,
  production_only: scope.productionOnly,
  resource: scope.resource,
  unused_days: scope.unusedDays,
});
