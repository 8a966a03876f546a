import { insertOutbox } from '#db/queries/outbox.ts';
import { findOverride, findPolicy, insertOverrideVersion } from '#db/queries/policies.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { PolicyChange, PolicyRemoval } from '#lib/contracts/policy.ts';
import { BUILTIN_POLICY } from '#lib/domain/policy/builtin-policy.ts';
import { changedRules } from '#lib/domain/policy/changed-rules.ts';
import { refusedRules } from '#lib/domain/policy/combine-policy.ts';
import { parseOverride } from '#lib/domain/policy/parse-policy.ts';
import type { PolicyOverride } from '#lib/domain/policy/schema.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { requireRepositoryToChange } from '../repository/require-repository-to-change.ts';
import { requireVersion } from './require-version.ts';
import { valid } from './valid.ts';

/**
 * Saves a new version of a repository's own rules.
 * @throws Fault not_found, forbidden; invalid_input for mistakes, and for rules that the organization does not allow;
 *   conflict where somebody saved meanwhile
 */
export async function saveOverride(ctx: Context, name: string, change: PolicyChange): Promise<void> {
  const { id: repoId, fullName } = await requireRepositoryToChange(ctx, name, 'policy:write');
  const policy = valid(parseOverride(change.text));
  await writeVersion(ctx, { repoId, fullName }, { ...change, policy });
}

/**
 * Takes a repository's own rules away: the organization's hold again. Their versions stay.
 * @throws Fault not_found, forbidden; conflict where somebody saved meanwhile
 */
export async function removeOverride(ctx: Context, name: string, removal: PolicyRemoval): Promise<void> {
  const { id: repoId, fullName } = await requireRepositoryToChange(ctx, name, 'policy:write');
  await writeVersion(ctx, { repoId, fullName }, { ...removal, text: null, policy: null });
}

interface NewVersion {
  version: number;
  message: string;
  text: string | null;
  policy: PolicyOverride | null;
}

async function writeVersion(
  ctx: Context,
  { repoId, fullName }: { repoId: number; fullName: string },
  { version, message, text, policy }: NewVersion,
): Promise<void> {
  const scope = { orgId: ctx.orgId, repoId };
  const at = ctx.now();
  await inTransaction(ctx.sql, async (tx) => {
    if ((await findRepositoryForUpdate(tx, scope)) === null)
      throw new Fault('not_found', 'There is no such repository.');
    const [of, before] = [await findPolicy(tx, ctx), await findOverride(tx, scope)];
    requireVersion(version, before?.version ?? 0);
    if (policy !== null) requireAllowed(refusedRules(of?.policy ?? BUILTIN_POLICY, policy));
    if (text === (before?.text ?? null)) return;
    const next = (before?.version ?? 0) + 1;
    const { userId, byToken } = causeOf(ctx);
    await insertOverrideVersion(tx, { ...scope, version: next, message, userId, byToken, at, text, policy });
    const detail = { version: next, removed: text === null };
    await insertOutbox(tx, scope, { at, upload: 0, userId, kind: 'policy_changed', detail });
    const none = { rules: [] };
    await writeAudit(tx, auditSource(ctx), {
      verb: text === null ? 'policy.override_removed' : 'policy.override_changed',
      target: { kind: 'repository', id: String(repoId), name: fullName },
      detail: { version: next, message, ...changedRules(before?.policy ?? none, policy ?? none) },
    });
  });
}

function requireAllowed(refused: readonly string[]): void {
  if (refused.length === 0) return;
  const fields = refused.map((id) => ({
    path: id,
    message: 'is laxer than the rule of the organization, or about something else, which its policy does not allow',
  }));
  const sentence = `The organization does not allow this for ${refused.join(', ')}: a repository may be stricter, and laxer only in rules under overrides.allow.`;
  throw new Fault('invalid_input', sentence, { fields });
}
