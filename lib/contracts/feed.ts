import { z } from 'zod';
import { FEED_KINDS, FEED_LOAD_STATES, FEED_WAYS } from '#lib/domain/feed/feed.ts';
import { flag, instant, visibleWord, wholeNumber } from './common.ts';

export const feedKind = z.enum(FEED_KINDS);

/** `POST /api/v1/feeds`. */
export const feedParams = z
  .object({
    kind: feedKind,
    /** Name of the file, to be shown. */
    name: visibleWord(255).min(1).optional(),
    force: flag.default(false).describe('Also load data that is older, or much smaller, than what is loaded.'),
    wait: wholeNumber(0, 60).default(0).describe('Seconds to wait until it is read.'),
  })
  .strict();

export const feedLoadView = z.object({
  id: z.number().int(),
  kind: feedKind,
  /** `received`: waits to be read. `refused`: it changed nothing, and `reason` says why. */
  status: z.enum(FEED_LOAD_STATES),
  way: z.enum(FEED_WAYS),
  /** Name of the file, or the host that it was fetched from. */
  source: z.string().nullable(),
  /** Person or token; null: nobody, it was fetched. */
  by: z.string().nullable(),
  received_at: instant,
  finished_at: instant.nullable(),
  /** Of the data itself, as the file says. */
  data_at: instant.nullable(),
  sha256: z.string(),
  bytes: z.number().int(),
  rows: z.number().int(),
  /** Vulnerabilities, or records of OSV, that say something else since. */
  changed: z.number().int(),
  /** Rows that could not be read, of which the first 20 are listed. */
  invalid: z.number().int(),
  /** Records of OSV that were left out, because what is loaded of them is newer. */
  older: z.number().int(),
  invalid_rows: z.array(z.object({ position: z.string(), reason: z.string() })),
  reason: z.string().nullable(),
});
export type FeedLoadView = z.infer<typeof feedLoadView>;

/** The answer to a delivery. `duplicate`: the same bytes are loaded already. */
export const feedDelivery = feedLoadView.extend({ duplicate: z.boolean() });

export const feedView = z.object({
  kind: feedKind,
  /** What counts now; null: nothing was ever loaded, so that nothing is known. */
  loaded: feedLoadView.nullable(),
  /** Records of OSV in all, of every file: each adds to those before it. Null for the others, of which a file is all. */
  records: z.number().int().nullable(),
  /** Where it is fetched from each day; null: from nowhere, somebody sends it. Of the address only the host is told. */
  source: z
    .object({
      host: z.string(),
      next_at: instant,
      asked_at: instant.nullable(),
      /** In a row. `error`: of the last attempt. */
      failures: z.number().int(),
      error: z.string().nullable(),
    })
    .nullable(),
  /** The newest loads, also those that were refused. */
  loads: z.array(feedLoadView),
});
export type FeedView = z.infer<typeof feedView>;

/** `PATCH /api/v1/feeds/{kind}`. */
export const feedChange = z.object({ url: z.string().trim().min(1).max(2000).nullable() }).strict();

export const feedListView = z.object({ items: z.array(feedView) });
export type FeedListView = z.infer<typeof feedListView>;
