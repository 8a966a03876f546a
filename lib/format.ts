import { GRADE_FROM, GRADES } from '#lib/domain/score/grade.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';

/** Numbers, ages, dates and sizes as people read them. Pure: values and `now` in, text out. */

export type Instant = Date | string | number;

const SECOND = 1000;
const MINUS = '\u2212';

/** By digits after the point, made once: `toLocaleString` makes one at each call, which takes longer than all else of a cell. */
const numbers = new Map<number, Intl.NumberFormat>();

function numbersOf(digits: number): Intl.NumberFormat {
  const known = numbers.get(digits);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  numbers.set(digits, made);
  return made;
}

function milliseconds(instant: Instant): number {
  return instant instanceof Date ? instant.getTime() : new Date(instant).getTime();
}

/** `Settings`: a word or a sentence with a capital letter. */
export const formatCapital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `12,345`; a fraction is rounded unless `digits` asks for it. `–` when there is no number. */
export function formatNumber(value: number | null, digits = 0): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const text = numbersOf(digits).format(Math.abs(value));
  const isZero = !/[1-9]/.test(text);
  return value < 0 && !isZero ? `${MINUS}${text}` : text;
}

/** `+3.5`, `−6.1`, `0.0`: a change in points, with a true minus sign. */
export function formatSigned(value: number, digits = 1): string {
  const text = formatNumber(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

const BORDERS: ReadonlySet<number> = new Set([100, ...GRADES.map((grade) => GRADE_FROM[grade])]);

/**
 * A score in whole points, but never rounded up to 100 or into a better grade: `99.8`, `89.6`. Nor down to nothing:
 * `0.3`. `–` when there is none.
 */
export function formatScore(score: number | null): string {
  if (score === null || !Number.isFinite(score)) return '–';
  const rounded = Math.round(score);
  const isLie = (rounded > score && BORDERS.has(rounded)) || (rounded === 0 && score > 0);
  if (!isLie) return formatNumber(rounded);
  // The small addition keeps 89.9 from becoming 89.8, because ten times a fraction is not exact.
  const below = Math.min(Math.floor(score * 10 + 1e-9) / 10, rounded - 0.1);
  return formatNumber(rounded === 0 ? Math.max(0.1, Math.floor(score * 10) / 10) : below, 1);
}

/** `1.2 k`, `3.4 M`: for places too narrow for the whole number. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  if (size < 1000) return formatNumber(value);
  const [unit, divisor] =
    size < 999_950 ? (['k', 1e3] as const) : size < 999_950_000 ? (['M', 1e6] as const) : (['G', 1e9] as const);
  const scaled = value / divisor;
  return `${formatNumber(scaled, Math.abs(scaled) < 99.95 ? 1 : 0)} ${unit}`;
}

/** Nobody reads the 10,001st row: lists count so far, and so does every number beside them. */
const COUNTED = 10_000;

/** `412`, `10,000+`: a number of rows as lists count them. `atLeast`: counting stopped at it. */
export function formatTotal(value: number, atLeast = false): string {
  return `${formatNumber(Math.min(value, COUNTED))}${atLeast || value > COUNTED ? '+' : ''}`;
}

/** `412 findings`, `1 finding`; `10,000+ findings` when the count stopped there. */
export function formatCount(value: number, noun: string, plural = `${noun}s`, atLeast = false): string {
  return `${formatNumber(value)}${atLeast ? '+' : ''} ${value === 1 && !atLeast ? noun : plural}`;
}

/** `71 %` of a share between 0 and 1. A share that is not all or nothing never reads 100 or 0. */
export function formatPercent(share: number | null, digits = 0): string {
  if (share === null || !Number.isFinite(share)) return '–';
  const step = 10 ** -digits;
  const rounded = Math.round((share * 100) / step) * step;
  if (share < 1 && share > 0 && rounded >= 100) return `${formatNumber(100 - step, digits)} %`;
  if (share > 0 && rounded <= 0) return `< ${formatNumber(step, digits)} %`;
  return `${formatNumber(rounded, digits)} %`;
}

/** `512 B`, `97.2 MB`: powers of 1000. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null || !Number.isFinite(bytes) || bytes < 0) return '–';
  if (bytes < 1000) return `${formatNumber(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, value < 99.95 ? 1 : 0)} ${units[unit] ?? 'PB'}`;
}

interface Age {
  amount: number;
  short: string;
  long: string;
}

const MONTH_MS = 30.4375 * DAY_MS;
const YEAR_MS = 365.25 * DAY_MS;

/** Each unit, from which span on it is used, and how long it is. Days go on to 99, because a month is a rough measure. */
const UNITS: readonly { from: number; size: number; short: string; long: string }[] = [
  { from: 2 * YEAR_MS, size: YEAR_MS, short: 'y', long: 'year' },
  { from: 100 * DAY_MS, size: MONTH_MS, short: 'mo', long: 'month' },
  { from: DAY_MS, size: DAY_MS, short: 'd', long: 'day' },
  { from: HOUR_MS, size: HOUR_MS, short: 'h', long: 'hour' },
  { from: MINUTE_MS, size: MINUTE_MS, short: 'min', long: 'minute' },
];

/** Rounds down what is not over (an age of 1.9 days is "1 d"); to the nearest what is to come, and months and years. */
function ageOf(span: number): Age {
  const size = Math.abs(span);
  const unit = UNITS.find(({ from }) => size >= from);
  if (unit === undefined) return { amount: 0, short: 'now', long: 'moment' };
  const nearest = span < 0 || unit.size >= MONTH_MS;
  const amount = nearest ? Math.round(size / unit.size) : Math.floor(size / unit.size);
  return { amount, short: unit.short, long: unit.long };
}

/** `9 d`, `2 h`, `now`; in the future `in 2 d`. A time that cannot be read is `–`. */
export function formatAge(instant: Instant, now: Instant): string {
  const span = milliseconds(now) - milliseconds(instant);
  if (!Number.isFinite(span)) return '–';
  const age = ageOf(span);
  if (age.amount === 0) return 'now';
  return span < 0 ? `in ${age.amount} ${age.short}` : `${age.amount} ${age.short}`;
}

/** The same age in words, for those who listen: `9 days ago`, `in 2 hours`, `just now`. */
export function formatAgeLong(instant: Instant, now: Instant): string {
  const span = milliseconds(now) - milliseconds(instant);
  if (!Number.isFinite(span)) return 'unknown time';
  const age = ageOf(span);
  if (age.amount === 0) return 'just now';
  const words = formatCount(age.amount, age.long);
  return span < 0 ? `in ${words}` : `${words} ago`;
}

/** `850 ms`, `13 s`, `4 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms) || ms < 0) return '–';
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${formatNumber(ms / SECOND, 1)} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return `${seconds} s`;
  const [major, minor, units] =
    seconds < 3600
      ? ([Math.floor(seconds / 60), seconds % 60, ['min', 's']] as const)
      : ([Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), ['h', 'min']] as const);
  return minor === 0 ? `${formatNumber(major)} ${units[0]}` : `${formatNumber(major)} ${units[0]} ${minor} ${units[1]}`;
}

/** `30 min`, `2 h`, `1.5 h`: how long a fix usually takes. */
export function formatEffort(hours: number): string {
  if (hours < 1) return `${formatNumber(Math.max(5, Math.round((hours * 60) / 5) * 5))} min`;
  const rounded = Math.round(hours * 2) / 2;
  return `${formatNumber(rounded, Number.isInteger(rounded) ? 0 : 1)} h`;
}

/** Making one takes longer than writing hundreds of dates: lists write thousands, in few ways. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 200;

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // Where none is named it is the machine's own zone, which people carry from one to the next while a browser runs.
  const key = `${JSON.stringify(options)} ${options.timeZone === undefined ? new Date().getTimezoneOffset() : ''}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', options);
  if (formats.size < MOST_FORMATS) formats.set(key, made);
  return made;
}

function write(instant: Instant, options: Intl.DateTimeFormatOptions): string {
  // British order, but every month in three letters: some versions of ICU write "Sept".
  return formatOf(options).format(milliseconds(instant)).replace('Sept', 'Sep');
}

/**
 * `16 Nov 2026` in the zone given (UTC by default: a day row's day is a UTC day); null: in the zone of the machine that
 * runs this.
 */
export function formatDate(instant: Instant, timeZone: string | null = 'UTC'): string {
  if (!Number.isFinite(milliseconds(instant))) return '–';
  const zone = timeZone === null ? {} : { timeZone };
  return write(instant, { day: 'numeric', month: 'short', year: 'numeric', ...zone });
}

/** `16 Nov`: a day on an axis. */
export function formatDay(instant: Instant, timeZone = 'UTC'): string {
  if (!Number.isFinite(milliseconds(instant))) return '–';
  return write(instant, { day: 'numeric', month: 'short', timeZone });
}

/** `07:51`, and `16 Nov, 07:51` when that is not today: a time of day; the zone is the machine's unless one is given. */
export function formatClock(instant: Instant, now: Instant, timeZone?: string): string {
  if (!Number.isFinite(milliseconds(instant))) return '–';
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = write(instant, { hour: '2-digit', minute: '2-digit', ...zone });
  const dayOf = (one: Instant) => write(one, { day: 'numeric', month: 'short', ...zone });
  return dayOf(instant) === dayOf(now) ? time : `${dayOf(instant)}, ${time}`;
}

/** `Mon 16 Nov 2026, 08:16:38 GMT+1`: the exact time; without a zone, the one of the machine that runs this. */
export function formatExact(instant: Instant, timeZone?: string): string {
  if (!Number.isFinite(milliseconds(instant))) return '–';
  return write(instant, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
}

/** `payments-api, web and ledger`; beyond `limit`, `payments-api, web and 3 more`. */
export function formatList(items: readonly string[], limit = 3): string {
  const shown = items.length > limit ? [...items.slice(0, limit - 1), `${items.length - limit + 1} more`] : [...items];
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
