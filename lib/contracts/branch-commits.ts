import { z } from 'zod';
import { COMMITS_KEPT } from '#lib/domain/coverage/told-commits.ts';
import { BY_COMMIT } from '#lib/domain/score/measure.ts';
import { givenInstant, instant, repositoryName, word } from './common.ts';

const EARLIEST = Date.parse('2000-01-01T00:00:00Z');

/** `POST /api/v1/commits`. */
export const commitsTold = z
  .object({
    repo: repositoryName,
    /** The branch that they are of; left out: the default branch. */
    ref: word(255).min(1).optional(),
    /** The newest first, without gaps: each is the first parent of the one before it. */
    commits: z
      .array(
        z
          .object({
            /** The whole hash. */
            id: z.string().regex(/^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/, 'must be a whole commit hash'),
            /** When it was committed. */
            at: givenInstant.refine((text) => Date.parse(text) >= EARLIEST, 'must not be before 2000'),
          })
          .strict(),
      )
      .min(1)
      .max(COMMITS_KEPT)
      .refine(
        (all) => new Set(all.map(({ id }) => id.toLowerCase())).size === all.length,
        'must name each commit once',
      ),
  })
  .strict();
export type CommitsTold = z.output<typeof commitsTold>;

/** `GET /api/v1/commits`. */
export const commitsParams = z.object({ repo: repositoryName });

const branchCommit = z.object({ id: z.string(), at: instant });

export const commitsView = z.object({
  repo: z.string(),
  /** The default branch. */
  ref: z.string(),
  /** When the newest commit was told last; null: nobody tells the commits of this branch. */
  told_at: instant.nullable(),
  /** How many are known. */
  known: z.number().int(),
  newest: branchCommit.nullable(),
  categories: z.array(
    z.object({
      category: z.enum(BY_COMMIT),
      /** The newest known commit that a whole, successful scan saw; null: none of those that are known. */
      scanned: branchCommit.nullable(),
      /** How many known commits came after it; null: that is not known. */
      unscanned_total: z.number().int().nullable(),
      /** Since when there are such; null: there are none, or it is not known. */
      unscanned_since: instant.nullable(),
      /** The newest first, at most twenty. */
      unscanned: z.array(branchCommit),
    }),
  ),
});
export type CommitsView = z.infer<typeof commitsView>;
