import { z } from 'zod';
import { MAX_SCOPE } from '#lib/domain/access/chosen-scope.ts';
import { daysIn, TREND_STEPS } from '#lib/domain/trend/buckets.ts';
import { TREND_FLOWS, TREND_METRICS, TREND_UNITS } from '#lib/domain/trend/metric.ts';
import { cursor, flag, instant, limit, list, severity } from './common.ts';

const count = z.number().int();
const FIRST_DAY = '2000-01-01';
/** Two years and a day: a period, and the one before it. */
export const MOST_TREND_DAYS = 731;
const MOST_AGAINST = 5;

const day = z.iso.date().refine((text) => text >= FIRST_DAY, { message: `must not be before ${FIRST_DAY}` });
const period = { from: day, to: day };
const inOrder = ({ from, to }: { from: string; to: string }): boolean => from <= to;
const IN_ORDER = { path: ['to'], message: 'must not be before from' };
const short = ({ from, to }: { from: string; to: string }): boolean => daysIn(from, to) <= MOST_TREND_DAYS;
const SHORT = {
  path: ['to'],
  message: `must be within ${MOST_TREND_DAYS} days of from: ask for longer times one after another`,
};

/** `GET /api/v1/trends`. */
export const trendParams = z
  .object({
    metric: z.enum(TREND_METRICS),
    ...period,
    by: z.enum(TREND_STEPS).default('day'),
    /** Parts of the organization to compare with: `team:payments,label:internet-facing`. */
    against: list(z.string().max(MAX_SCOPE))
      .refine((all) => all.length <= MOST_AGAINST, `names more than ${MOST_AGAINST} scopes`)
      .optional(),
    /** With the period of the same length before. */
    previous: flag.default(false),
  })
  .refine(inOrder, IN_ORDER)
  .refine(short, SHORT);
export type TrendParams = z.output<typeof trendParams>;

const point = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** Days of which something is known, of so many. */
  known: count,
  days: count,
  /** Its last day is not over, or not measured yet. */
  provisional: z.boolean(),
  /** By series. Null: not known, which is not zero. */
  values: z.record(z.string(), z.number().nullable()),
  /** Lists of what changed then, by series, with as many rows; only where a point counts changes. */
  changes: z.record(z.string(), z.string()).nullable(),
});

const line = z.object({
  /** `team:payments`; null: all that the caller sees. */
  scope: z.string().nullable(),
  name: z.string().nullable(),
  points: z.array(point),
});

export const trendView = z.object({
  metric: z.enum(TREND_METRICS),
  unit: z.enum(TREND_UNITS),
  series: z.array(z.string()),
  /** What it means, exactly. */
  definition: z.string(),
  /** Where days begin and end: that of the organization. Those that are over keep the ends that they had. */
  time_zone: z.string(),
  points: z.array(point),
  /** The period of the same length before, where it was asked for. */
  previous: z.array(point).nullable(),
  against: z.array(line),
  /** Days on which what is measured changed its meaning. */
  annotations: z.array(z.object({ day: z.iso.date(), text: z.string() })),
});
export type TrendView = z.infer<typeof trendView>;
export type TrendPointView = z.infer<typeof point>;

/** `GET /api/v1/trends/changes`. */
export const trendChangeParams = z
  .object({ ...period, kind: z.enum(TREND_FLOWS), cursor: cursor.optional(), limit: limit.default(50) })
  .refine(inOrder, IN_ORDER)
  .refine(short, SHORT);
export type TrendChangeParams = z.output<typeof trendChangeParams>;

export const trendChangeList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      repo: z.string(),
      number: count,
      title: z.string(),
      /** Of today. */
      severity,
      at: instant,
      url: z.string(),
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type TrendChangeList = z.infer<typeof trendChangeList>;
