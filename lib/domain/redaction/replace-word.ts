const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);

/** Whether neither a letter nor a digit touches it. */
export function standsAlone(text: string, at: number, length: number): boolean {
  return !isWord(text[at - 1]) && !isWord(text[at + length]);
}

/** Replaces a value where it stands alone: "a" as a password must not blacken every a. */
export function replaceWord(text: string, value: string, replacement: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
    if (!standsAlone(text, at, value.length)) continue;
    result += text.slice(from, at) + replacement;
    from = at + value.length;
  }
  return from === 0 ? text : result + text.slice(from);
}
