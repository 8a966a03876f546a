import type { Sql } from '#db/client.ts';
import { findPresentNames } from '#db/queries/former-names.ts';
import { findTokenByHash, type Token, type TokenMaker, touchToken } from '#db/queries/tokens.ts';
import { inTransaction } from '#db/transaction.ts';
import { covers, type Principal } from '#lib/domain/access/access.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { dayOf, MINUTE_MS } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { hashToken, kindOfToken } from '../token/format.ts';
import type { Identity } from './identity.ts';

const ADVICE = 'Make a new one under Integrations, or with `plumbline token create`.';

const refusal = (sentence: string) => new Fault('unauthenticated', `${sentence} ${ADVICE}`);

function principalOf(token: Token & TokenMaker, scopes: readonly string[]): Principal | null {
  const { orgId, id: tokenId, pipelines, scanners } = token;
  if (token.kind === 'upload') return { kind: 'upload_token', orgId, tokenId, scopes, pipelines, scanners };
  const role = ROLES.find((known) => known === token.role);
  return token.kind === 'api' && role ? { kind: 'api_token', orgId, role, scopes, teamsOf: teamsOf(token) } : null;
}

/** Who made it, when the token or its maker is a developer: it sees no more than they do. The command line sees everything. */
function teamsOf({ role, makerRole, createdBy }: Token & TokenMaker): number | null {
  return role === 'developer' || makerRole === 'developer' ? createdBy : null;
}

/**
 * The token's scopes, with the present names of repositories that it names by a former one: who names a repository means
 * it, whatever it is called later. A pattern (`acme/*`) means names.
 */
async function scopesNow(sql: Sql, { orgId, repositoryScopes: scopes }: Token): Promise<readonly string[]> {
  const exact = scopes.filter((scope) => !scope.includes('*'));
  if (exact.length === 0) return scopes;
  const present = await findPresentNames(sql, wholeOrganization(orgId), exact);
  return [...scopes, ...present.values()];
}

/**
 * Refuses a token that acts with a role when the person who made it no longer has these rights: else somebody who was
 * disabled or lost a role would keep it through their tokens. Upload tokens go on, so that no pipeline falls silent.
 */
function refuseBeyondMaker({ name, role, makerRole, makerDisabledAt }: Token & TokenMaker): void {
  if (role === null || makerRole === null) return;
  if (makerDisabledAt !== null) {
    throw refusal(`The token "${name}" is refused, because the person who made it is disabled.`);
  }
  if (!covers(makerRole, role)) {
    throw refusal(`The token "${name}" is refused, because it may do more than the person who made it.`);
  }
}

/**
 * The user or service that a token authenticates.
 * @throws Fault `unauthenticated` saying what is wrong with the token
 */
export async function identifyToken(sql: Sql, text: string, now: Date): Promise<Identity> {
  if (kindOfToken(text) === null) {
    const sentence =
      'The Authorization header holds no token of this product (plb_up_… or plb_api_…), or a mistyped one.';
    throw refusal(sentence);
  }
  const token = await findTokenByHash(sql, hashToken(text));
  if (token === null) throw refusal('This token is not known here.');
  if (token.revokedAt !== null) throw refusal(`The token "${token.name}" was revoked.`);
  if (token.expiresAt !== null && token.expiresAt <= now) {
    throw refusal(`The token "${token.name}" ended on ${dayOf(token.expiresAt)}.`);
  }
  refuseBeyondMaker(token);
  const principal = principalOf(token, await scopesNow(sql, token));
  if (principal === null) throw refusal('This token is of a kind that this version does not know.');
  if (token.lastUsedAt === null || now.getTime() - token.lastUsedAt.getTime() > MINUTE_MS) {
    await inTransaction(sql, (tx) => touchToken(tx, { orgId: token.orgId }, token.id, now));
  }
  const kind = token.kind === 'upload' ? ('upload_token' as const) : ('api_token' as const);
  const credential = { kind, name: token.name, tokenId: token.id, madeBy: token.createdBy };
  return { orgId: token.orgId, userId: null, principal, credential };
}
