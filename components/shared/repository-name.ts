/** What is wrong with a repository's name, for the person who types it; null when it can be used. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Give the repository a name.';
  const isName = name.length <= 255 && /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9._-]+)+$/.test(name);
  const isPath = name.split('/').some((part) => part === '.' || part === '..');
  return isName && !isPath ? null : 'It must look like owner/name.';
}

/** Scopes of a token as typed, separated by commas, blanks or lines. */
export function readScopes(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((part) => part !== ''))];
}
