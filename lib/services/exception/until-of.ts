import { dayOf } from '#lib/domain/time.ts';

/** The day of an end, as history keeps it; null: no end. */
export const untilOf = (expiresAt: Date | null): string | null => (expiresAt === null ? null : dayOf(expiresAt));
