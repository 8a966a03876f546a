import { bulkToken } from '#lib/domain/decision/bulk-token.ts';
import type { RatedIn } from './rate-findings.ts';

/** Stands for the findings that got another severity. */
export const ratedToken = (done: readonly RatedIn[]): string =>
  bulkToken(done.flatMap(({ repoId, rated }) => rated.map((number) => ({ repoId, number }))));
