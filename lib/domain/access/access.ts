import type { Role } from '#lib/domain/access/role.ts';
export const PERMISSIONS = [
  'posture:read',
  'finding:read',
  'finding:write',
  'exception:request',
  'exception:decide',
  'upload:list',
  'upload:read',
  'upload:write',
  'upload:release',
  'upload:raw',
  'stream:retire',
  'token:read',
  'token:write',
  'user:write',
  'account:write',
  'settings:write',
  'demo:write',
  'audit:read',
  'team:read',
  'team:write',
  'sink:read',
  'sink:write',
  'feed:read',
  'feed:write',
  'policy:read',
  'policy:write',
  'view:share',
  'review:read',
  'review:decide',
  'review:manage',
  'posture:export',
  'report:schedule',
] as const;
/** Something that a principal may be allowed to do (an *action* is a fix, in this product's words). */
export type Permission = (typeof PERMISSIONS)[number];

export type Principal =
  | ({ kind: 'user'; orgId: number; role: Role } & BoundToTeams)
  /** `scopes` narrow it to repositories; without them, or with `*`, it reaches what its role reaches. */
  | ({ kind: 'api_token'; orgId: number; role: Role; scopes?: readonly string[] } & BoundToTeams)
  | UploadTokenPrincipal;

export interface BoundToTeams {
  /**
   * The person whose teams bound what it sees, where developers see only what their teams own. Null: nobody's bound it.
   * Not given: a developer sees nothing there, the other roles everything.
   */
  teamsOf?: number | null;
}

export interface UploadTokenPrincipal {
  kind: 'upload_token';
  orgId: number;
  tokenId: number;
  /** Globs of the repositories that it may deliver for and whose uploads it may read: `*`, `acme/*`, `acme/web`. */
  scopes: readonly string[];
  /** Keys of the pipelines that it is bound to, letter for letter; empty is any. */
  pipelines: readonly string[];
  /** Scanners whose reports it may deliver; empty is any. Known only once a report is read. */
  scanners: readonly string[];
}

export interface Target {
  orgId: number;
  repoFullName?: string;
  /** For deliveries and uploads: the key of the pipeline. */
  pipeline?: string;
}

/** What an upload token may do in its repositories: deliver, and see what became of it, whoever delivered the same before. */
const DELIVERER: ReadonlySet<Permission> = new Set(['upload:read', 'upload:write']);

/** What every person may do to their own account; a token is nobody's account, whatever its role. */
const PERSONAL: readonly Permission[] = ['account:write'];

const READER: readonly Permission[] = [
  'posture:read',
  'finding:read',
  'upload:list',
  'upload:read',
  'team:read',
  'feed:read',
  'policy:read',
  // Whoever knows whether somebody still needs a right can be asked.
  'review:decide',
  ...PERSONAL,
];

/** A map, so that a role read from a row can never name something an object inherits. */
const ALLOWED: ReadonlyMap<string, ReadonlySet<Permission>> = new Map(
  Object.entries({
    admin: new Set(PERMISSIONS),
    security: new Set([
      ...READER,
      'finding:write',
      'exception:request',
      'exception:decide',
      'upload:write',
      'upload:release',
      'upload:raw',
      'stream:retire',
      'token:read',
      'sink:read',
      'feed:write',
      'policy:write',
      'view:share',
      'review:read',
      'review:manage',
      'posture:export',
      'report:schedule',
    ]),
    developer: new Set([...READER, 'finding:write', 'exception:request']),
    viewer: new Set(READER),
    auditor: new Set([...READER, 'token:read', 'sink:read', 'audit:read', 'review:read', 'posture:export']),
  } satisfies Record<Role, ReadonlySet<Permission>>),
);

/** Whether `role` may do everything that `other` may do. */
export function covers(role: Role, other: Role): boolean {
  return PERMISSIONS.every((permission) => roleCan(role, permission) || !roleCan(other, permission));
}

/** The only place that decides who may do what. What is not allowed here is not allowed. */
export function can(principal: Principal, permission: Permission, target: Target): boolean {
  if (principal.orgId !== target.orgId) return false;
  switch (principal.kind) {
    case 'api_token':
      return inScopes(principal.scopes ?? ['*'], target) && apiTokenCan(principal.role, permission);
    case 'user':
      return roleCan(principal.role, permission);
    case 'upload_token':
      return uploadTokenCan(principal, permission, target);
  }
}

/** Whether there may be anything at all for which `can` is true. */
export function canSomewhere(principal: Principal, permission: Permission): boolean {
  switch (principal.kind) {
    case 'api_token':
      return apiTokenCan(principal.role, permission);
    case 'user':
      return roleCan(principal.role, permission);
    case 'upload_token':
      return DELIVERER.has(permission);
  }
}

function apiTokenCan(role: Role, permission: Permission): boolean {
  return !PERSONAL.includes(permission) && roleCan(role, permission);
}

function uploadTokenCan({ scopes, pipelines }: UploadTokenPrincipal, permission: Permission, target: Target): boolean {
  const { repoFullName, pipeline } = target;
  if (repoFullName === undefined || !inScopes(scopes, target) || !DELIVERER.has(permission)) return false;
  return pipelines.length === 0 || (pipeline !== undefined && pipelines.includes(pipeline));
}

function roleCan(role: Role, permission: Permission): boolean {
  return ALLOWED.get(role)?.has(permission) ?? false;
}

/** What is not about one repository is about all of them. */
function inScopes(scopes: readonly string[], { repoFullName }: Target): boolean {
  if (scopes.includes('*')) return true;
  return repoFullName !== undefined && repositoryMatcher(scopes)(repoFullName);
}

interface Pattern {
  /** Of each segment, in lower case. */
  segments: readonly string[];
  /** Whether it ends in `**`: everything below the segments. */
  below: boolean;
}

function patternOf(scope: string): Pattern {
  const segments = scope === '*' ? ['**'] : scope.toLowerCase().split('/');
  const below = segments.at(-1) === '**';
  return { segments: below ? segments.slice(0, -1) : segments, below };
}

function patternMatches({ segments, below }: Pattern, names: readonly string[]): boolean {
  if (below ? names.length <= segments.length : names.length !== segments.length) return false;
  return segments.every((pattern, index) => segmentMatches(pattern, names[index] ?? ''));
}

/**
 * A function that says whether a repository is inside one of the scopes, for asking about many names. `*` alone is every
 * repository, and `**` at the end everything below; else `*` stands for any characters of one segment. Letter case does
 * not matter, as on the hosts of repositories.
 */
export function repositoryMatcher(scopes: readonly string[]): (fullName: string) => boolean {
  const patterns = scopes.filter((scope) => scope !== '').map(patternOf);
  return (fullName) => {
    const names = fullName.toLowerCase().split('/');
    return !names.includes('') && patterns.some((pattern) => patternMatches(pattern, names));
  };
}

/** Greedy with one point of return, so that a hostile pattern costs at most its length times the name's. */
function segmentMatches(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = n;
    } else if (pattern[p] === name[n]) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
