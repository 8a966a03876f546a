import { z } from 'zod';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { CATEGORIES, CONFIDENCES, FINDING_STATES, SEVERITIES } from '#lib/domain/finding/finding.ts';

/** Instants travel as ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const severity = z.enum(SEVERITIES);
export const category = z.enum(CATEGORIES);
export const confidence = z.enum(CONFIDENCES);
export const exploit = z.enum(EXPLOITS);
export const findingState = z.enum(FINDING_STATES);

/**
 * Exact where stored counters know it. Counting rows stops at 10,000, and for a common word among many findings at 1,000:
 * then the relation says `at_least`.
 */
export const total = z.object({ value: z.number().int(), relation: z.enum(['exact', 'at_least']) });
export type Total = z.infer<typeof total>;

export const severityCounts = z.object({
  critical: z.number().int(),
  high: z.number().int(),
  medium: z.number().int(),
  /** No source states one: weighs as medium. */
  unknown: z.number().int(),
  low: z.number().int(),
  info: z.number().int(),
});
export type SeverityCounts = z.infer<typeof severityCounts>;

export const cursor = z.string().max(500);

/** Decimal digits only, so that each number has one spelling in addresses (no `0x10`, `1e1`, `01`). */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^(?:0|[1-9]\d{0,9})$/.test(value) ? Number(value) : value),
    z.number('must be a whole number').int().min(min).max(max),
  );
export const limit = wholeNumber(1, 200);

/** Whether a date is within 1970 to 9999, where JavaScript and Postgres agree. */
export const isStorable = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year <= 9999;
};
export const day = z.iso.date().refine(isStorable, 'must be after 1970');
export const givenInstant = z.iso.datetime({ offset: true }).refine(isStorable, 'must be after 1970');
/** An instant, or a day of the organization's time zone. */
export const dayOrInstant = z.union([day, givenInstant]);

/** `a,b` in a query string, or a repeated parameter. */
export function list<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
    z.array(item).max(100),
  );
}

export const flag = z.preprocess((value) => {
  if (value === 'true' || value === '1' || value === '') return true;
  if (value === 'false' || value === '0') return false;
  return value;
}, z.boolean());

/** A yes or no that may be left open: as a word, so that an address has it as it is. */
export const yesOrNo = z.preprocess(
  (value) => (typeof value === 'boolean' ? String(value) : value),
  z.enum(['true', 'false']),
);

/** A probability, in decimals as people write them (no `1e-3`). */
export const probability = z.preprocess(
  (value) => (typeof value === 'string' && /^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/.test(value) ? Number(value) : value),
  z.number('must be a number from 0 to 1').min(0).max(1),
);

/** `owner/name`, or deeper for hosts with subgroups (`group/sub/name`). */
export const repositoryName = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9._-]+)+$/, 'must look like owner/name')
  .refine((name) => !name.split('/').some((part) => part === '.' || part === '..'), 'must not hold . or .. as a part');

/** The number of a row, as it stands in an address. */
export const rowNumber = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be a number')
  .transform(Number)
  .pipe(z.number().max(2_147_483_647));

/** A name that a client gives: no control characters. */
export const word = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => ![...text].some((char) => char < ' ' || char === '\u007f'), 'must not hold control characters');

/** Lines of text that people write for each other. A database cannot hold every control character, nor half of a pair. */
export const lines = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(
      (text) => ![...text].some((char) => char < ' ' && !'\n\r\t'.includes(char)),
      'must not hold control characters',
    )
    .refine((text) => text.isWellFormed(), 'must not hold half of a character');

/** What would break a line, turn the direction of the text around it, or is not seen at all. */
const UNSEEN = /[\u0080-\u009f\u00ad\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** A name that people choose for what others read: one visible line. */
export const visibleWord = (max: number) =>
  word(max).refine((text) => !UNSEEN.test(text), 'must not hold control characters');
