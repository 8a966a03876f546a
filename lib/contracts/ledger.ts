import { z } from 'zod';
import { LEDGER_CAUSES, LEDGER_NOTES } from '#lib/domain/ledger/cause.ts';
import { cursor, instant, limit } from './common.ts';

const count = z.number().int();
/** Nothing is known of the time before. */
const FIRST_DAY = '2000-01-01';

const day = z.iso.date().refine((text) => text >= FIRST_DAY, { message: `must not be before ${FIRST_DAY}` });

const period = { from: day, to: day };
const inOrder = ({ from, to }: { from: string; to: string }): boolean => from < to;
const IN_ORDER = { path: ['to'], message: 'must be after from: what happened lies between the ends of these two days' };

/** `GET /api/v1/ledger`: from the end of one day until that of another. */
export const ledgerParams = z.object(period).refine(inOrder, IN_ORDER);
export type LedgerParams = z.output<typeof ledgerParams>;

/** `GET /api/v1/ledger/entries`. */
export const ledgerEntryParams = z
  .object({ ...period, cause: z.enum(LEDGER_CAUSES).optional(), cursor: cursor.optional(), limit: limit.default(50) })
  .refine(inOrder, IN_ORDER);
export type LedgerEntryParams = z.output<typeof ledgerEntryParams>;

const moment = z.object({
  day: z.iso.date(),
  /** When that day was over, or now. */
  at: instant,
  /** The day is not over. */
  provisional: z.boolean(),
  /** In tenths, as it is shown everywhere; null: not known, or nothing was measured. */
  score: z.number().nullable(),
});

export const ledgerView = z.object({
  /** Of the organization: where its days begin and end. */
  time_zone: z.string(),
  from: moment,
  to: moment,
  /** In tenths; null where one of the scores is. */
  change: z.number().nullable(),
  /** Exact, in points. */
  exact: z.number().nullable(),
  parts: z.array(
    z.object({
      cause: z.enum(LEDGER_CAUSES),
      meaning: z.string(),
      /** Exact to a millionth: these add up to `exact`. */
      points: z.number(),
      /** In tenths: these add up to `change`. */
      shown: z.number(),
      /** How many entries the list at `url` has. */
      entries: count,
      findings: count,
      url: z.string(),
    }),
  ),
  /** Repositories that count at both moments and moved, those that moved the whole most first. */
  movers: z.array(
    z.object({
      repo: z.string(),
      from: z.number(),
      to: z.number(),
      /** Of its own score, in tenths. */
      change: z.number(),
      /** What that moved the whole by. */
      points: z.number(),
      url: z.string(),
    }),
  ),
  movers_total: count,
  /** Those that came since, apart from movers: they have no score to compare with. */
  joined: z.array(z.object({ repo: z.string(), score: z.number() })),
  joined_total: count,
  left: z.array(z.object({ repo: z.string(), score: z.number() })),
  left_total: count,
});
export type LedgerView = z.infer<typeof ledgerView>;

export const ledgerEntryView = z.object({
  repo: z.string(),
  at: instant,
  cause: z.enum(LEDGER_CAUSES),
  /** Of the repository's own score. */
  points: z.number(),
  findings: count,
  notes: z.array(z.enum(LEDGER_NOTES)),
  /** Who did it; null: nobody did, or a report. */
  by: z.string().nullable(),
  upload: count.nullable(),
  /** Where it happened. */
  url: z.string(),
});
export type LedgerEntryView = z.infer<typeof ledgerEntryView>;

export const ledgerEntryList = z.object({ items: z.array(ledgerEntryView), next_cursor: z.string().nullable() });
export type LedgerEntryList = z.infer<typeof ledgerEntryList>;
