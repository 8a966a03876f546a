import { findAction } from '#db/queries/actions-read.ts';
import { findAssignees } from '#db/queries/assignees.ts';
import type { Context } from '#lib/context.ts';
import type { AssigneeListParams, AssigneeListView } from '#lib/contracts/action-work.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';

const MOST = 50;

/** People and teams who may be given an action: those who see its repository. @throws Fault not_found */
export async function getAssignees(ctx: Context, id: string, { q }: AssigneeListParams): Promise<AssigneeListView> {
  permit(ctx, 'finding:write', 'repositories');
  const key = decodeId('action', id);
  const found = key && (await findAction(ctx.readSql, ctx.readScope, key));
  const { repoId } = permit(ctx, 'finding:write', { what: 'action', row: found });
  const text = word(q);
  const pattern = text === null || text === undefined ? null : `%${escapeLike(text)}%`;
  const { userId } = ctx;
  const { people, teams } = await findAssignees(ctx.readSql, ctx.readScope, { repoId, userId, pattern, limit: MOST });
  return { people: people.map((person) => ({ ...person, you: person.id === userId })), teams };
}
