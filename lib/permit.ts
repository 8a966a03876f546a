import type { Context } from './context.ts';
import { can, canSomewhere, type Permission, type Target, type UploadTokenPrincipal } from './domain/access/access.ts';
import { isVisible } from './domain/access/read-scope.ts';
import { Fault } from './errors.ts';
import { formatList } from './format.ts';

/** A row of a repository, with the organization that it is stored under. */
export interface PermitRow {
  orgId: number;
  repoId: number;
  fullName: string;
  /** Pipeline of an upload. */
  pipeline?: string;
}

export type PermitTarget =
  /** The organization as a whole: refused to a credential of some repositories. */
  | 'organization'
  /** All repositories that the caller sees: the read scope narrows every statement. */
  | 'repositories'
  /** A repository by name, because it may not exist yet. */
  | { repository: string; pipeline: string };

type Caller = Pick<Context, 'orgId' | 'principal' | 'readScope'>;

function forbidden(caller: Pick<Caller, 'principal'>, permission: Permission, target: Partial<Delivery>): Fault {
  return new Fault('forbidden', sentenceOf(caller, permission, target), { denied: permission });
}

/** What the caller lacks, and where it is enough: of the caller itself only, never of others. */
function sentenceOf(
  { principal }: Pick<Caller, 'principal'>,
  permission: Permission,
  target: Partial<Delivery>,
): string {
  const where = target.repository === undefined ? '' : ` for ${target.repository}`;
  switch (principal.kind) {
    case 'user':
      return `Your role, ${principal.role}, may not do that${where}: it lacks ${permission}.`;
    case 'api_token': {
      const inRole = canSomewhere(principal, permission);
      const why = inRole
        ? `it is for ${listed(principal.scopes ?? ['*'])}`
        : `its role, ${principal.role}, lacks ${permission}`;
      return `This token may not do that${where}: ${why}.`;
    }
    case 'upload_token': {
      if (!canSomewhere(principal, permission) || target.repository === undefined) {
        const does = 'it delivers reports and reads what became of them';
        return `This token may not do that${where}: ${does}, and lacks ${permission}.`;
      }
      return `This token may not do that${where}: ${boundsOf(principal, target)}.`;
    }
  }
}

interface Delivery {
  repository: string;
  pipeline: string;
}

/** Names beyond this many are only counted: the sentence stays one. */
const listed = (names: readonly string[]): string => formatList(names, 5);

/** `it delivers for acme/web and acme/api, in the pipeline ci, and this is default` */
function boundsOf({ scopes, pipelines }: UploadTokenPrincipal, { pipeline }: Partial<Delivery>): string {
  const bounds = `it delivers for ${listed(scopes)}`;
  if (pipelines.length === 0) return bounds;
  const other = pipeline === undefined || pipelines.includes(pipeline) ? '' : `, and this is ${pipeline}`;
  return `${bounds}, in the ${pipelines.length === 1 ? 'pipeline' : 'pipelines'} ${listed(pipelines)}${other}`;
}

/**
 * Checks the permission; every verb and every view begins with it. Given a `row` that was found (or null), returns it.
 * Hides what the caller may not see: throws not_found.
 * @throws Fault `not_found` for what the caller may not see, as for what does not exist; `forbidden`, naming the
 *   permission, for what the caller may see but not do
 */
export function permit(ctx: Caller, permission: Permission, target: PermitTarget): void;
export function permit<R extends PermitRow>(
  ctx: Caller,
  permission: Permission,
  target: { what: string; row: R | null },
): R;
export function permit<R extends PermitRow>(
  ctx: Caller,
  permission: Permission,
  target: PermitTarget | { what: string; row: R | null },
): R | undefined {
  const { principal, orgId } = ctx;
  // Without the permission anywhere the answer is forbidden, whether or not the row exists.
  if (!canSomewhere(principal, permission)) throw forbidden(ctx, permission, {});
  if (target === 'repositories') return undefined;
  if (target === 'organization') {
    if (!can(principal, permission, { orgId })) throw forbidden(ctx, permission, {});
    return undefined;
  }
  if ('repository' in target) {
    const { repository, pipeline } = target;
    if (!can(principal, permission, { orgId, repoFullName: repository, pipeline })) {
      throw forbidden(ctx, permission, target);
    }
    return undefined;
  }
  const { what, row } = target;
  // Missing, not visible, or outside of the permission: the answer is the same.
  if (row === null || !isVisible(ctx.readScope, row) || !can(principal, permission, targetOf(row))) {
    throw new Fault('not_found', `There is no such ${what}.`);
  }
  return row;
}

function targetOf({ orgId, fullName, pipeline }: PermitRow): Target {
  return { orgId, repoFullName: fullName, ...(pipeline === undefined ? {} : { pipeline }) };
}
