import { findPolicy, listOverrideVersions, type OverrideVersion } from '#db/queries/policies.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryPolicyView } from '#lib/contracts/policy.ts';
import { BUILTIN_POLICY } from '#lib/domain/policy/builtin-policy.ts';
import { refusedRules } from '#lib/domain/policy/combine-policy.ts';
import { requireRepository } from '#lib/views/repository/get-repository.ts';

const VERSIONS = 50;

/** A repository's own rules, and what its organization allows. @throws Fault not_found, forbidden */
export async function getRepositoryPolicy(ctx: Context, name: string): Promise<RepositoryPolicyView> {
  const repository = await requireRepository(ctx, name, 'policy:read');
  const scope = { orgId: repository.orgId, repoId: repository.id };
  const [policy, versions] = await Promise.all([
    findPolicy(ctx.sql, ctx),
    listOverrideVersions(ctx.sql, scope, VERSIONS),
  ]);
  const organization = policy?.policy ?? BUILTIN_POLICY;
  const [newest] = versions;
  const own = newest?.policy ?? null;
  return {
    repo: repository.fullName,
    ...(newest === undefined ? { version: 0, author: null, at: null, message: '', text: null } : savedOf(newest)),
    refused: own === null ? [] : refusedRules(organization, own),
    allowed: organization.overrides?.allow ?? [],
    policy: policy?.version ?? 0,
    versions: versions.map(savedOf),
  };
}

function savedOf({ version, author, at, message, text }: OverrideVersion & { author: string | null }) {
  return { version, author, at: at.toISOString(), message, text };
}
