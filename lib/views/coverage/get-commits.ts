import { type BranchCommit, findBranchCommits, findCommitsToldAt } from '#db/queries/branch-commits.ts';
import { findCoverageStreams } from '#db/queries/streams-read.ts';
import type { Context } from '#lib/context.ts';
import type { CommitsView } from '#lib/contracts/branch-commits.ts';
import { BY_COMMIT, measures } from '#lib/domain/score/measure.ts';
import { permit } from '#lib/permit.ts';
import { requireRepository } from '../repository/get-repository.ts';

/** So many commits are named. */
const NAMED = 20;

/** Which commits of the default branch were never scanned, where they are told. @throws Fault not_found */
export async function getCommits(ctx: Context, name: string): Promise<CommitsView> {
  permit(ctx, 'posture:read', 'repositories');
  const { orgId, id: repoId, fullName, defaultBranch } = await requireRepository(ctx, name, 'posture:read');
  const sql = ctx.readSql;
  const scope = { orgId, repoId };
  const [known, toldAt, streams] = await Promise.all([
    findBranchCommits(sql, scope),
    findCommitsToldAt(sql, scope),
    findCoverageStreams(sql, ctx.readScope, [repoId]),
  ]);
  const newest = known.at(-1);
  return {
    repo: fullName,
    ref: defaultBranch,
    told_at: toldAt?.toISOString() ?? null,
    known: known.length,
    newest: newest === undefined ? null : viewOf(newest),
    categories: BY_COMMIT.map((category) => {
      const mine = streams.filter((stream) => stream.lastSuccessAt !== null && measures(stream, category));
      const place = known.findLastIndex(({ sha }) => mine.some(({ lastSuccessCommit: seen }) => isSame(sha, seen)));
      const after = place === -1 ? [] : known.slice(place + 1);
      const scanned = known[place];
      return {
        category,
        scanned: scanned === undefined ? null : viewOf(scanned),
        unscanned_total: scanned === undefined ? null : after.length,
        unscanned_since: after[0]?.committedAt.toISOString() ?? null,
        unscanned: after.slice(-NAMED).toReversed().map(viewOf),
      };
    }),
  };
}

/** A report may name a commit by the beginning of its hash. */
const isSame = (sha: string, seen: string | null): boolean => seen !== null && sha.startsWith(seen.toLowerCase());

const viewOf = ({ sha, committedAt }: BranchCommit) => ({ id: sha, at: committedAt.toISOString() });
