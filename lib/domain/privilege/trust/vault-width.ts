import { narrowest, type Width, widest, widthOfSubject } from './subject-width.ts';
import type { VaultTrust } from './trust-policy.ts';

/** Claims by which one repository, or one project, is named. */
const REPOSITORY = [
  'repository',
  'repository_id',
  'project_path',
  'project_id',
  'pipeline_id',
  'oidc.circleci.com/project-id',
];
/** Claims by which its owner is. */
const OWNER = ['repository_owner', 'repository_owner_id', 'namespace_path', 'namespace_id', 'organization_id'];
/** Claims by which one branch, environment or file of it is. */
const JOB = [
  'environment',
  'ref',
  'ref_protected',
  'environment_protected',
  'workflow_ref',
  'job_workflow_ref',
  'ci_config_ref_uri',
];

interface VaultWidth {
  width: Width | null;
  hasAudience: boolean;
  /** Values with a star where stars are letters like any other: these let nobody in. */
  dead: string[];
}

/** Whom a role of Vault's JWT method lets in: all of its claims are asked for, of each any one of its values. */
export function vaultWidth({ boundSubject, boundAudiences, boundClaims, boundClaimsType }: VaultTrust): VaultWidth {
  const isGlob = boundClaimsType === 'glob';
  const claims = Object.entries(boundClaims).map(([claim, values]) => ({ claim: claim.replace(/^\//, ''), values }));
  const isPinned = (names: readonly string[]): boolean =>
    claims.some(({ claim, values }) => names.includes(claim) && values.length > 0 && !(isGlob && values.some(hasStar)));
  const isLike = (names: readonly string[]): boolean =>
    claims.some(({ claim, values }) => names.includes(claim) && isGlob && values.every((each) => !/^\*/.test(each)));
  const byClaims: Width | null = isPinned(REPOSITORY)
    ? isPinned(JOB)
      ? null
      : 'repository'
    : isPinned(OWNER) || isLike(REPOSITORY)
      ? 'owner'
      : 'anybody';
  const subjects = [boundSubject, ...claims.flatMap(({ claim, values }) => (claim === 'sub' ? values : []))];
  const given = subjects.flatMap((subject) => (subject === null || subject === '' ? [] : [subject]));
  const bySubject = given.map((subject) =>
    widthOfSubject({ issuer: '', subject: isGlob ? subject : literal(subject) }),
  );
  return {
    width: narrowest([byClaims, ...(bySubject.length === 0 ? [] : [widest(bySubject)])]),
    hasAudience: boundAudiences.some((each) => each !== '*'),
    dead: isGlob ? [] : claims.flatMap(({ claim, values }) => values.filter(hasStar).map((each) => `${claim}=${each}`)),
  };
}

const hasStar = (text: string): boolean => text.includes('*');

/** Without glob a star asks for a star, which no subject has: it lets in less than any. */
const literal = (subject: string): string => subject.replaceAll('*', '');
