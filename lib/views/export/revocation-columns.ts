import type { Revocation } from '#lib/contracts/access-review-item.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import type { Columns } from './encoder.ts';

export const revocationColumns = (publicUrl: string): Columns<Revocation> => ({
  system: ({ system }) => system,
  principal: ({ principal }) => principal.name,
  principal_kind: ({ principal }) => principal.kind,
  kind: ({ kind }) => kind,
  on: ({ target }) => target.name,
  on_kind: ({ target }) => target.kind,
  production: ({ target }) => target.production,
  permission: ({ permission }) => permission,
  level: ({ level }) => levelWord(level),
  why: ({ why }) => why,
  decision: ({ decision }) => decision?.decision ?? null,
  to_level: ({ decision }) => (decision?.to_level == null ? null : levelWord(decision.to_level)),
  reason: ({ decision }) => decision?.reason ?? null,
  decided_at: ({ decision }) => decision?.at ?? null,
  decided_by: ({ decision }) => decision?.by.name ?? null,
  verification: ({ verification }) => verification?.state ?? null,
  verified_by_snapshot: ({ verification }) => verification?.snapshot ?? null,
  overdue: ({ verification }) => verification?.overdue ?? null,
  review: ({ review_name: name }) => name,
  number: ({ number }) => number,
  url: ({ review }) => `${publicUrl}/privileges/reviews/${review}`,
});
