import { z } from 'zod';
import { severityCounts } from './common.ts';
import { ledgerParams } from './ledger.ts';

const count = z.number().int();
/** Parts that are told at once: the first by name. */
export const MOST_PARTS = 100;

/** `GET /api/v1/portfolio`: between the ends of the same days as a ledger. */
export const portfolioParams = ledgerParams.safeExtend({ by: z.enum(['team', 'label']) });
export type PortfolioParams = z.output<typeof portfolioParams>;

export const portfolioView = z.object({
  time_zone: z.string(),
  /** By name. */
  items: z.array(
    z.object({
      /** `team:payments`. */
      scope: z.string(),
      name: z.string(),
      /** Those that count now, and those of them that have a score. */
      repositories: count,
      measured: count,
      /** In tenths, at both ends; null: not known. */
      from: z.number().nullable(),
      to: z.number().nullable(),
      change: z.number().nullable(),
      /** The part of the change that is of repositories which were there at both ends; in tenths. */
      like_for_like: z.number().nullable(),
      joined: count,
      left: count,
      /** Points that no report speaks for. */
      not_measured: z.number(),
      open: severityCounts,
      /** What moved it. */
      ledger: z.string(),
    }),
  ),
  /** There are more of them. */
  cut: z.boolean(),
});
export type PortfolioView = z.infer<typeof portfolioView>;
