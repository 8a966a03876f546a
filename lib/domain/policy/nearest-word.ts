const MOST_EDITS = 2;
const LONGEST = 40;

/** The word that somebody probably meant; null when none is near. */
export function nearestWord(word: string, words: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const text = word.toLowerCase();
  let best: string | null = null;
  let least = Math.min(MOST_EDITS, Math.floor(word.length / 2)) + 1;
  for (const candidate of words) {
    const edits = editsBetween(text, candidate);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** How many letters must be put in, taken out or changed to make one word the other. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
