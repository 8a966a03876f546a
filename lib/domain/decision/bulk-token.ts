import { hashText } from '#lib/domain/identity/hash.ts';

const formatCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

interface Place {
  repoId: number;
  number: number;
}

/** Stands for what a preview showed: the same findings have the same token, in whatever order. */
export function bulkToken(findings: readonly Place[]): string {
  const names = findings.map(({ repoId, number }) => `${repoId}#${number}`).sort();
  return `${findings.length}.${hashText(names.join(' '))}`;
}

/** What differs from what the preview showed, in a sentence; null: nothing. */
export const bulkDifference = (token: string, findings: readonly Place[]): string | null =>
  tokenDifference(token, bulkToken(findings));

/** The same of two tokens: that of the preview, and that of what is found now. */
export function tokenDifference(shown: string, found: string): string | null {
  if (shown === found) return null;
  const [before, now] = [shown, found].map((token) => Number(token.split('.')[0])) as [number, number];
  if (!Number.isInteger(before)) return 'The token is not one of a preview.';
  if (before === now) return `It is ${formatCount(now, 'finding')} as before, but not the same ones any more.`;
  const change = now > before ? `${now - before} more` : `${before - now} fewer`;
  return `It is ${formatCount(now, 'finding')} now, ${change} than the ${before} of the preview.`;
}
