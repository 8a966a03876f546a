const PLAIN = /^[A-Za-z0-9@%_+=:,./-]+$/;

/**
 * A word as a shell reads it: in single quotes where needed. Null for text that must not be in a command that people
 * copy: one that a program would take for an option, or one with control, direction or other invisible characters.
 */
export function shellWord(text: string): string | null {
  if (text === '' || text.length > 300 || text.startsWith('-') || /[\p{C}\p{Zl}\p{Zp}]/u.test(text)) return null;
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
