import type { Context } from './context.ts';
import { can, canSomewhere, type Permission, type Target } from './domain/access/access.ts';
import { isVisible } from './domain/access/read-scope.ts';
import { Fault } from './errors.ts';

/** A row of a repository, with the organization that it is stored under. */
export interface PermitRow {
  orgId: number;
  repoId: number;
  fullName: string;
  /** Of an upload. */
  pipeline?: string;
}

export type PermitTarget =
  /** What belongs to the organization as a whole: a credential of some repositories has no part in it. */
  | 'organization'
  /** Whatever the caller sees: the read scope narrows every statement. */
  | 'repositories'
  /** By name, because it may not exist yet. */
  | { repository: string; pipeline: string };

type Caller = Pick<Context, 'orgId' | 'principal' | 'readScope'>;

function forbidden(permission: Permission, repository?: string): Fault {
  const where = repository === undefined ? '' : ` for ${repository}`;
  return new Fault('forbidden', `This credential may not do that${where}: it lacks ${permission}.`);
}

/**
 * Begins every verb and every view: lets the caller go on, or ends the request. With `row`, what was found (or null):
 * returns it.
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
  // Whoever has the permission nowhere is told so, whether or not there is something.
  if (!canSomewhere(principal, permission)) throw forbidden(permission);
  if (target === 'repositories') return undefined;
  if (target === 'organization') {
    if (!can(principal, permission, { orgId })) throw forbidden(permission);
    return undefined;
  }
  if ('repository' in target) {
    const { repository, pipeline } = target;
    if (!can(principal, permission, { orgId, repoFullName: repository, pipeline })) {
      throw forbidden(permission, repository);
    }
    return undefined;
  }
  const { what, row } = target;
  // Who may do it somewhere, but not here, is out of reach of the row.
  if (row === null || !isVisible(ctx.readScope, row) || !can(principal, permission, targetOf(row))) {
    throw new Fault('not_found', `There is no such ${what}.`);
  }
  return row;
}

function targetOf({ orgId, fullName, pipeline }: PermitRow): Target {
  return { orgId, repoFullName: fullName, ...(pipeline === undefined ? {} : { pipeline }) };
}
