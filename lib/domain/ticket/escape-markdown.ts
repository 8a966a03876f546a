/** A character of no width, behind signs that would make a mention, a reference or an address of what follows. */
const BREAK = '\u200b';

const flat = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/**
 * Text within a line of Markdown that stays exactly that text: no markup, HTML, link, mention or reference to an issue,
 * also where a host looks for those in the finished text.
 */
export function escapeMarkdown(text: string): string {
  return flat(text).replaceAll(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}${sign === '@' || sign === '#' ? BREAK : ''}`);
}

/** The same as code: nothing in it is markup, and people can copy it. */
export function markdownCode(text: string): string {
  const line = flat(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines as a block of code that no line of theirs ends. */
export function markdownBlock(text: string, indent = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const lines = text.split(/\r\n|\r|\n/);
  return [`${fence}sh`, ...lines, fence].map((line) => `${indent}${line}`).join('\n');
}
