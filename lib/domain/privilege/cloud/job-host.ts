import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import type { VaultTrust } from '#lib/domain/privilege/trust/trust-policy.ts';

/** Who makes the tokens of jobs: a cloud trusts those of some. */
export interface JobHost {
  isIssuer(issuer: string): Tri;
  /** Where a vault names no issuer: whose tokens have such claims. */
  byClaims(trust: VaultTrust): Tri;
}

export const GITHUB: JobHost = { isIssuer: isGithub, byClaims: githubByClaims };

/** A GitLab of that address; null: it is not known which, and one of that name may be it. */
export function gitlabHost(address: string | null): JobHost {
  return {
    isIssuer: (issuer) => {
      const { host } = partsOf(issuer);
      if (address !== null) return host === address.toLowerCase();
      return /(?:^|[.-])gitlab[.-]/.test(host) ? null : false;
    },
    // Which GitLab its mount trusts it does not say.
    byClaims: ({ boundSubject, boundClaims }) => {
      const names = Object.keys(boundClaims).map((claim) => claim.replace(/^\//, ''));
      const subjects = [boundSubject ?? '', ...(boundClaims.sub ?? []), ...(boundClaims['/sub'] ?? [])].filter(
        (text) => text !== '',
      );
      if (names.some((name) => /^(?:project|namespace)_(?:id|path)$/.test(name))) return null;
      if (subjects.some((subject) => subject.startsWith('project_path:'))) return null;
      return names.some((name) => /^repository/.test(name)) || subjects.length > 0 ? false : null;
    },
  };
}

/** An issuer's host, in lower case, and what stands behind it. */
function partsOf(issuer: string): { host: string; path: string } {
  const [host = '', ...path] = issuer.replace(/^https?:\/\//, '').split('/');
  return { host: host.toLowerCase(), path: path.join('') };
}

/**
 * Whether an issuer of tokens is GitHub. An enterprise of it may have an issuer of its own below the same host; a server of
 * one's own looks alike for everybody, so that whose jobs it speaks of is not known.
 */
function isGithub(issuer: string): Tri {
  const { host, path } = partsOf(issuer);
  if (host === 'token.actions.githubusercontent.com') return path.length > 0 ? null : true;
  return /\/_services\/token\/?$/.test(issuer) ? null : false;
}

const CLAIMS = new Set(['repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref']);

/** A role of a vault does not name its issuer, its mount does; but only GitHub's tokens have some claims. */
function githubByClaims(trust: VaultTrust): Tri {
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
