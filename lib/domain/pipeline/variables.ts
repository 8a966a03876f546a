/** Names of variables that a script uses, in lower case: `$NAME`, `${NAME…}`, `$env:NAME`. */
export function variablesIn(script: string): string[] {
  return [...script.matchAll(/\$(?:env:|\{)?([A-Za-z_]\w{0,200})/g)].map((match) => (match[1] ?? '').toLowerCase());
}
