import { REVIEW_STATES, type ReviewState } from '#lib/domain/access-review/review.ts';

const SYSTEM = /^[\w.-]+(?:\/[\w.-]+)+$/;

type Get = (name: string) => string | null;

export interface ReviewFilters {
  state: ReviewState | '';
  mine: boolean;
}

/** Reads the filters from the address, ignoring invalid values. */
export const readReviewFilters = (get: Get): ReviewFilters => ({
  state: REVIEW_STATES.find((one) => one === get('state')) ?? '',
  mine: get('mine') === 'true',
});

export interface RevocationFilters {
  system: string | null;
  overdue: boolean;
}

/** Of what all reviews take away. */
export function readRevocationFilters(get: Get): RevocationFilters {
  const system = get('system') ?? '';
  return { system: SYSTEM.test(system) ? system : null, overdue: get('overdue') === 'true' };
}

export const RIGHT_CHOICES = {
  decision: ['none', 'certify', 'revoke', 'change'],
  verification: ['pending', 'present', 'unknown', 'verified'],
  kind: ['right', 'membership', 'own'],
  high: ['true', 'false'],
} as const;

export type RightFilters = { q: string; mine: boolean; system: string | null } & Record<
  keyof typeof RIGHT_CHOICES,
  string
>;

/** Of the rights of one review. */
export function readRightFilters(get: Get): RightFilters {
  const q = (get('q') ?? '').trim();
  const isPlain = ![...q].some((char) => char < ' ' || char === '\u007f');
  const system = get('system') ?? '';
  const oneOf = (name: keyof typeof RIGHT_CHOICES): string =>
    RIGHT_CHOICES[name].find((one) => one === get(name)) ?? '';
  return {
    q: q.length <= 200 && isPlain ? q : '',
    mine: get('mine') === 'true',
    system: SYSTEM.test(system) ? system : null,
    ...{ decision: oneOf('decision'), verification: oneOf('verification') },
    ...{ kind: oneOf('kind'), high: oneOf('high') },
  };
}
