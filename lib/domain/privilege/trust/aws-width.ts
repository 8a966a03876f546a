import { narrowest, pinnedBy, type Width, widest, widthOfSubject } from './subject-width.ts';
import type { AwsStatement } from './trust-policy.ts';

interface StatementWidth {
  width: Width | null;
  /** Whether the audience of tokens is asked for: without it, tokens meant for others are taken too. */
  hasAudience: boolean;
}

const ASKS = /^(?:For(?:All|Any)Values?:)?String(Equals|EqualsIgnoreCase|Like)$/i;

/** Whom one statement of a role's trust lets in, by all of its conditions together. */
export function awsWidth({ conditions }: AwsStatement, issuer: string): StatementWidth {
  const asked = Object.entries(conditions).flatMap(([operator, keys]) => {
    const test = ASKS.exec(operator)?.[1]?.toLowerCase();
    if (test === undefined) return [];
    return Object.entries(keys).map(([key, values]) => ({ claim: claimOf(key), values, isLike: test === 'like' }));
  });
  const pins = new Set(
    asked
      .filter(({ values, isLike }) => !isLike || !values.some((each) => each.includes('*')))
      .map(({ claim }) => claim),
  );
  const subjects = asked
    .filter(({ claim }) => claim === 'sub')
    // `StringEquals` with a star asks for a star, which no subject has.
    .map(({ values, isLike }) =>
      widest(values.map((subject) => (!isLike && subject.includes('*') ? null : widthOfSubject({ issuer, subject })))),
    );
  return {
    width: narrowest([...subjects, pinnedBy(pins)]),
    hasAudience: asked.some(({ claim, values }) => claim === 'aud' && !values.includes('*')),
  };
}

/** `token.actions.githubusercontent.com:sub` is the claim `sub`. */
const claimOf = (key: string): string => key.slice(key.lastIndexOf(':') + 1).toLowerCase();
