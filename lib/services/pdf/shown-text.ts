/** What the fonts have: Latin with its accents, Cyrillic, and the marks of ordinary text. */
const KNOWN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0400-\u045f\u2013\u2014\u2018-\u201e\u2022\u2026\u2192\u2212]$/;

/**
 * A text as a page can show it. What the fonts do not have, what is not seen, and what turns the direction of a line stands by its
 * number, so that no two names look alike on paper that are not.
 */
export function shownText(text: string): string {
  return [...text.replaceAll(/\s/g, ' ')]
    .map((char) => (KNOWN.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`))
    .join('');
}
