import type { Connection } from '#db/client.ts';
import { type ExceptionRule, findRule } from '#db/queries/exception-rules.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { visibleRules } from './visible-rules.ts';

/** A rule that the caller sees. @throws Fault not_found, as for one that does not exist */
export async function requireVisibleRule(ctx: Context, sql: Connection, ruleId: number): Promise<ExceptionRule> {
  const rule = await findRule(sql, { orgId: ctx.orgId, ruleId });
  const [visible] = rule === null ? [] : await visibleRules(ctx, sql, [rule]);
  if (visible === undefined) throw new Fault('not_found', 'There is no such rule.');
  return visible;
}
