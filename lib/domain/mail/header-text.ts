/** Marks that turn the direction of text, and so show one thing and mean another. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Line ends of every kind, and what else is no character to be read. */
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** Characters of a header's value; longer ones are cut. */
const MAX = 200;

/** Text for the header of a mail: one line, without marks of direction, at most 200 characters. */
export function headerText(text: string): string {
  const line = text.replace(BIDI, '').replace(CONTROL, ' ').replaceAll(/ {2,}/g, ' ').trim().toWellFormed();
  return line.length <= MAX ? line : `${line.slice(0, MAX - 1).toWellFormed()}…`;
}
