import { type ExceptionPlace, findExceptionPlace } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { Permission } from '#lib/domain/access/access.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';

/** The repository of an exception that the caller sees and may do that to. @throws Fault not_found, forbidden */
export async function requireException(ctx: Context, id: string, permission: Permission): Promise<ExceptionPlace> {
  permit(ctx, permission, 'repositories');
  const key = decodeId('exception', id);
  // Read from the primary: a replica may not have one that was just asked for.
  const row = key && (await findExceptionPlace(ctx.sql, ctx.readScope, key));
  return permit(ctx, permission, { what: 'exception', row });
}
