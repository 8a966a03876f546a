import { narrowest, pinnedBy, type Width, widthOfSubject } from './subject-width.ts';
import type { AzureCredential } from './trust-policy.ts';

interface CredentialWidth {
  width: Width | null;
  hasAudience: boolean;
  /** The subject, or the expression, as it was written. */
  asks: string;
}

const TERM = /^claims\['([^']+)'\]\s+(eq|matches)\s+'((?:[^']|'')*)'$/i;

/** Whom one credential lets in; null where it asks in words that nobody here understands. */
export function azureWidth({ issuer, subject, expression, audiences }: AzureCredential): CredentialWidth | null {
  const hasAudience = audiences.length > 0;
  // Subjects are compared as they are: a star is a star.
  if (expression === null) {
    const isDead = subject?.includes('*') === true;
    return { width: isDead ? null : widthOfSubject({ issuer, subject }), hasAudience, asks: subject ?? '' };
  }
  const terms = expression.split(/\s+and\s+(?=claims\[)/i).map((term) => TERM.exec(term.trim()));
  if (terms.includes(null)) return null;
  const asked = terms.flatMap((term) =>
    term === null
      ? []
      : [{ claim: (term[1] ?? '').toLowerCase(), isLike: term[2]?.toLowerCase() === 'matches', text: term[3] ?? '' }],
  );
  const pins = new Set(asked.filter(({ isLike, text }) => !isLike || !/[*?]/.test(text)).map(({ claim }) => claim));
  const subjects = asked
    .filter(({ claim }) => claim === 'sub')
    .map(({ isLike, text }) => (isLike || !text.includes('*') ? widthOfSubject({ issuer, subject: text }) : null));
  return { width: narrowest([...subjects, pinnedBy(pins)]), hasAudience, asks: expression };
}
