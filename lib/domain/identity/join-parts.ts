/** Parts of a key as one text: two different lists of parts must not read the same. */
export function joinParts(parts: readonly string[]): string {
  return parts.map((part) => (/[|%]/.test(part) ? part.replaceAll('%', '%25').replaceAll('|', '%7C') : part)).join('|');
}
