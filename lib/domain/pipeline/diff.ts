/** A change of a file: `remove` lines go from line `at` on, and `insert` comes in their place. Lines count from 1. */
export interface Edit {
  at: number;
  remove: number;
  insert: readonly string[];
}

const CONTEXT = 3;
/** A line of a suggestion that is longer is no help to anybody. */
const LONGEST_LINE = 400;
const LONGEST = 3900;

interface Hunk {
  edits: Edit[];
  from: number;
  to: number;
}

/** The edits as `patch` reads them; null where there is nothing to show, or too much of it. Edits must not overlap. */
export function unifiedDiff(path: string, lines: readonly string[], edits: readonly Edit[]): string | null {
  const last = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const sorted = [...edits].sort((a, b) => a.at - b.at);
  const fits = sorted.every(({ at, remove }, index) => {
    const before = sorted[index - 1];
    return at >= 1 && at + remove - 1 <= last && (before === undefined || before.at + before.remove <= at);
  });
  if (sorted.length === 0 || !fits || /[\n\r]/.test(path)) return null;
  const text = [`--- a/${path}`, `+++ b/${path}`];
  let shift = 0;
  for (const hunk of hunksOf(sorted, last)) {
    const body = bodyOf(hunk, lines);
    const removed = hunk.to - hunk.from + 1;
    const added = removed + hunk.edits.reduce((sum, edit) => sum + edit.insert.length - edit.remove, 0);
    // A hunk of no lines is said to stand behind the line before it.
    const [old, now] = [
      removed === 0 ? hunk.from - 1 : hunk.from,
      added === 0 ? hunk.from + shift - 1 : hunk.from + shift,
    ];
    text.push(`@@ -${old},${removed} +${now},${added} @@`, ...body);
    shift += added - removed;
  }
  const diff = `${text.join('\n')}\n`;
  // Half a diff cannot be taken over.
  return text.some((line) => line.length > LONGEST_LINE) || diff.length > LONGEST ? null : diff;
}

function hunksOf(edits: readonly Edit[], last: number): Hunk[] {
  const hunks: Hunk[] = [];
  for (const edit of edits) {
    const from = Math.max(1, edit.at - CONTEXT);
    const to = Math.min(last, edit.at + edit.remove - 1 + CONTEXT);
    const before = hunks.at(-1);
    if (before !== undefined && from <= before.to + 1) {
      before.edits.push(edit);
      before.to = Math.max(before.to, to);
    } else hunks.push({ edits: [edit], from, to });
  }
  return hunks;
}

function bodyOf({ edits, from, to }: Hunk, lines: readonly string[]): string[] {
  const body: string[] = [];
  let at = from;
  for (const edit of edits) {
    for (; at < edit.at; at += 1) body.push(` ${lines[at - 1] ?? ''}`);
    for (; at < edit.at + edit.remove; at += 1) body.push(`-${lines[at - 1] ?? ''}`);
    body.push(...edit.insert.map((line) => `+${line}`));
  }
  for (; at <= to; at += 1) body.push(` ${lines[at - 1] ?? ''}`);
  return body;
}

export const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';
