const REDACTED = /^(?:redacted|<redacted>|\[redacted\]|\*{3,}.{0,8}|.{0,16}\*{4,}|.{0,200}\.{3})$/i;

const QUOTED = /^\s{0,20}(["'`])(.{1,10000})\1\s{0,20}$/s;

/**
 * A secret's value, without quotes around it; null for what a scanner puts in its place (`REDACTED`, `AKIA****`,
 * `AKIA...`).
 */
export function secretValue(text: string | null): string | null {
  const value = text === null ? null : (QUOTED.exec(text)?.[2] ?? text);
  return value === null || REDACTED.test(value.trim()) ? null : value;
}

const MAY_HOLD = /secret|match|raw|offender|line|value|text|snippet|content|code|message|token|password/i;
const MAX_TEXTS = 50;

/** Texts of an item that could not be read and may be, or hold, a secret: all that stand where scanners write one. */
export function textsThatMayHoldSecrets(item: unknown, isCandidate = true, depth = 0): string[] {
  if (typeof item === 'string') return isCandidate ? [item] : [];
  if (typeof item !== 'object' || item === null || depth > 12) return [];
  const entries = Array.isArray(item) ? item.map((each) => ['', each] as const) : Object.entries(item);
  return entries
    .flatMap(([key, value]) => textsThatMayHoldSecrets(value, key === '' ? isCandidate : MAY_HOLD.test(key), depth + 1))
    .slice(0, MAX_TEXTS);
}
