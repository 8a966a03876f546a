/** What whoever runs the job may choose as he likes: audiences, names of workflows, kinds of events. */
export const FREE = Symbol('free');

/** A claim's value; null: the value is not known; `undefined`: the token has no such claim. */
export type ClaimValue = string | typeof FREE | BeginsWith | null | undefined;

/** A value of which only the beginning is known. */
export interface BeginsWith {
  readonly begins: string;
}
export type Claims = Readonly<Record<string, ClaimValue>>;

/** Whom a token is about: a repository that there is, that anybody may make, or that is somebody else's. */
export interface TokenRepository {
  /** `owner/name`. */
  readonly name: string;
  readonly number: string | null;
  readonly ownerNumber: string | null;
  readonly visibility: string | null;
  /** Claims that the subject is made of, where that was changed; null: not known. */
  readonly subjectClaims: 'default' | readonly string[] | null;
}

/** Where a job runs. One that names an environment presents that alone as its subject. */
export interface TokenContext {
  /** `refs/heads/…`, `refs/tags/…`; null: for a pull request. */
  readonly ref: string | null;
  readonly environment: string | null;
  /** The file whose job it is. */
  readonly workflow: string;
}

/** The claims of a token, with the subject in one of its two forms. */
export function claimsOf(repository: TokenRepository, context: TokenContext, immutable: boolean): Claims {
  const [owner = '', name = ''] = repository.name.split('/');
  const ref = context.ref ?? 'refs/pull/1/merge';
  const file = `${repository.name}/${context.workflow}@${ref}`;
  const claims: Record<string, ClaimValue> = {
    ...{ iss: FREE, aud: FREE, event_name: FREE, workflow: FREE, runner_environment: FREE },
    ...{
      actor: null,
      actor_id: null,
      ref_protected: null,
      enterprise: null,
      enterprise_id: null,
      base_ref: null,
      head_ref: null,
    },
    ...{ repository: repository.name, repository_owner: owner, repository_visibility: repository.visibility },
    ...{ repository_id: repository.number, repository_owner_id: repository.ownerNumber },
    ...{ ref, ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch', workflow_ref: file, job_workflow_ref: file },
    ...(context.environment === null ? {} : { environment: context.environment }),
  };
  const home = immutable
    ? repository.number === null || repository.ownerNumber === null
      ? null
      : `repo:${owner}@${repository.ownerNumber}/${name}@${repository.number}`
    : `repo:${repository.name}`;
  return { ...claims, sub: subject(home, context, repository.subjectClaims, claims) };
}

/** What is the same in all tokens of a repository, wherever the job runs: enough to see that a trust is about another one. */
export function commonClaims(repository: TokenRepository, immutable: boolean): Claims {
  const claims = claimsOf(repository, { ref: null, environment: null, workflow: '' }, immutable);
  const own = [
    'iss',
    'aud',
    'repository',
    'repository_owner',
    'repository_visibility',
    'repository_id',
    'repository_owner_id',
  ];
  const rest: Record<string, ClaimValue> = {};
  for (const name of [...Object.keys(claims), 'environment']) rest[name] = own.includes(name) ? claims[name] : null;
  const { sub } = claims;
  if (typeof sub !== 'string' || repository.subjectClaims !== 'default') return rest;
  return { ...rest, sub: { begins: sub.slice(0, -'pull_request'.length) } };
}

/** Whether a text that begins so may be one that a pattern means: false, or not known. */
export function mayMean(pattern: string, { begins }: BeginsWith): false | null {
  const literal = pattern.split(/[*?]/)[0] ?? '';
  return literal.startsWith(begins) || begins.startsWith(literal) ? null : false;
}

function subject(
  home: string | null,
  context: TokenContext,
  template: TokenRepository['subjectClaims'],
  claims: Claims,
): ClaimValue {
  if (home === null || template === null) return null;
  const where =
    context.environment !== null
      ? `environment:${context.environment}`
      : context.ref === null
        ? 'pull_request'
        : `ref:${context.ref}`;
  if (template === 'default') return `${home}:${where}`;
  const parts = template.map((key): string | null => {
    if (key === 'repo') return home;
    if (key === 'context') return where;
    const value = claims[key];
    return typeof value === 'string' ? `${key}:${value}` : null;
  });
  return parts.includes(null) ? null : parts.join(':');
}
