import { Fault } from '#lib/errors.ts';

/** What is put into force has not ended by now. @throws Fault conflict */
export function requireAhead(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt > now) return;
  throw new Fault('conflict', 'The end that was asked for has passed: refuse it, and ask for a later one.');
}
