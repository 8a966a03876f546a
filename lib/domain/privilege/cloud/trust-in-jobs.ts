import type { CloudRole } from '#lib/domain/privilege/access/facts.ts';
import { or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import type { TrustRule } from '#lib/domain/privilege/inventory.ts';

type Trusted = Pick<CloudRole, 'trust' | 'takesTokens'>;

/** What of a trust is about tokens of GitHub; null: nothing is. Statements that deny everybody stay. */
export function trustInJobs({ trust, issuers }: TrustRule): Trusted | null {
  switch (trust.cloud) {
    case 'aws': {
      const kept = trust.statements.flatMap((statement, at) => {
        const issuer = issuers[at] ?? '';
        const takes = issuer === '*' ? true : isGithub(issuer);
        return takes === false ? [] : [{ statement, takes }];
      });
      const allowed = kept.filter(({ statement }) => statement.effect === 'Allow');
      if (allowed.length === 0) return null;
      const statements = kept.map(({ statement }) => statement);
      return { trust: { cloud: 'aws', statements }, takesTokens: or(...allowed.map(({ takes }) => takes)) };
    }
    case 'azure': {
      const credentials = trust.credentials.filter(({ issuer }) => isGithub(issuer) !== false);
      if (credentials.length === 0) return null;
      const takesTokens = or(...credentials.map(({ issuer }) => isGithub(issuer)));
      return { trust: { cloud: 'azure', credentials }, takesTokens };
    }
    case 'vault': {
      const takesTokens = issuers.length === 0 ? githubByClaims(trust) : or(...issuers.map(isGithub));
      return takesTokens === false ? null : { trust, takesTokens };
    }
  }
}

/**
 * Whether an issuer of tokens is GitHub. An enterprise of it may have an issuer of its own below the same host; a server of
 * one's own looks alike for everybody, so that whose jobs it speaks of is not known.
 */
function isGithub(issuer: string): Tri {
  const [host = '', ...path] = issuer.replace(/^https?:\/\//, '').split('/');
  if (host.toLowerCase() === 'token.actions.githubusercontent.com') return path.join('').length > 0 ? null : true;
  return /\/_services\/token\/?$/.test(issuer) ? null : false;
}

const CLAIMS = new Set(['repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref']);

/** A role of a vault does not name its issuer, its mount does; but only GitHub's tokens have some claims. */
function githubByClaims(trust: Extract<TrustRule['trust'], { cloud: 'vault' }>): Tri {
  const claims = Object.entries(trust.boundClaims);
  const subjects = [
    ...(trust.boundSubject === null || trust.boundSubject === '' ? [] : [trust.boundSubject]),
    ...claims.flatMap(([claim, values]) => (/^\/?sub$/.test(claim) ? values : [])),
  ];
  if (claims.some(([claim]) => CLAIMS.has(claim.replace(/^\//, '')))) return true;
  if (subjects.some((subject) => subject.startsWith('repo:'))) return true;
  // Subjects that begin otherwise are those of others: `project_path:`, `system:serviceaccount:`.
  return subjects.length > 0 && subjects.every((subject) => /^[a-z_]+:/.test(subject)) ? false : null;
}
