import { secretValue } from '#lib/scanners/shared/secret.ts';

/** The value that a leak is about: of `user:password` the password, which is what other texts hold of it. */
export function secretOf(rule: string | null, text: string | null): string | null {
  const value = secretValue(text);
  if (value === null || rule !== 'curl-auth-user') return value;
  return secretValue(value.slice(value.indexOf(':') + 1));
}
