import { z } from 'zod';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { listRules } from '#db/queries/exception-rules.ts';
import { countOfRules } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { RuleListParams, RuleListView } from '#lib/contracts/exception-rule.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';
import { COUNT_LIMIT } from '#lib/views/total.ts';
import { ruleViewOf } from './rule-view.ts';
import { visibleRules } from './visible-rules.ts';

const KEY = z.tuple([cursorInt]);

/** Rules of exceptions that the caller sees, the newest first, with what each excepts of that. */
export async function getRules(ctx: Context, params: RuleListParams): Promise<RuleListView> {
  permit(ctx, 'finding:read', 'repositories');
  const list = 'exception rules';
  const key = decodeCursor(list, KEY, params.cursor);
  const states = params.state.length > 0 ? [...new Set(params.state)] : (['requested', 'in_force'] as const);
  const rows = await listRules(ctx.sql, ctx, { states, before: key?.[0] ?? null, limit: params.limit + 1 });
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor(list, [last.id]));
  const [visible, policy] = await Promise.all([visibleRules(ctx, ctx.sql, items), findExceptionPolicy(ctx.sql, ctx)]);
  const ids = visible.map(({ id }) => id);
  const counts = await countOfRules(ctx.readSql, ctx.readScope, ids, COUNT_LIMIT + 1);
  const by = deciderOf(ctx, null);
  return {
    items: visible.map((rule) => ruleViewOf(rule, counts.get(rule.id) ?? { inForce: 0, returned: 0 }, by, policy)),
    next_cursor: next,
  };
}
