import type { MailKind, MailState } from '#lib/domain/mail/mail.ts';

export const KIND_WORD: Record<MailKind, string> = {
  digest: 'Digest',
  digest_all_clear: 'Monthly all-clear',
  alert: 'Alert',
  watched: 'Watched findings and fixes',
  review: 'Access review',
  report: 'Posture report',
  test: 'Test',
  address_check: 'Check of an address',
};

export const STATE_WORD: Record<MailState, string> = {
  waiting: 'Waits',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Not delivered',
  kept: 'On screen only',
  skipped: 'Not sent',
};

/** Monday first, as ISO 8601 counts. */
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const weekdayWord = (weekday: number): string => WEEKDAYS[weekday - 1] ?? String(weekday);
export const hourWord = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export const WEEKDAY_OPTIONS = WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }));
export const HOUR_OPTIONS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourWord(hour) }));
