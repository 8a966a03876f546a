const REDACTED = /^(?:redacted|<redacted>|\[redacted\]|\*{3,}.{0,8}|.{0,16}\*{4,}|.{0,200}\.{3})$/i;

/** A secret's value, or null for what a scanner puts in its place (`REDACTED`, `AKIA****`, `AKIA...`). */
export function secretValue(value: string | null): string | null {
  return value === null || REDACTED.test(value.trim()) ? null : value;
}
