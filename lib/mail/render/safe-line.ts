import { cleanLine } from '#lib/domain/finding/normalise-text.ts';

/** What is not seen, or turns the direction of the text around it. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/gu;

/** A name that somebody chose, on one line and as it looks: at most `max` UTF-16 units. */
export function safeLine(text: string, max = 255): string {
  const line = cleanLine(cleanLine(text).replace(UNSEEN, ''));
  return line.length <= max
    ? line
    : `${line
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}
