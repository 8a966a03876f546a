import type { Context } from '#lib/context.ts';
import { type ActionRow, actionListParams } from '#lib/contracts/action.ts';
import { actionChange } from '#lib/contracts/action-work.ts';
import { dayOf, HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { changeAction } from '#lib/services/action/change-action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import type { Trouble } from './bad-week.ts';
import { personOf } from './person-of.ts';

/** Hours between the claim and the report that verifies it. */
const HOURS = 4;

/** What people of the demo do on a day about what went wrong in the bad week, before the reports of that day come. */
export async function fixBadWeek(ctx: Context, troubles: readonly Trouble[], day: Date): Promise<void> {
  for (const trouble of troubles) {
    if (trouble.fixed !== null && dayOf(trouble.fixed.at) === dayOf(day)) await fix(ctx, trouble, trouble.fixed);
  }
}

async function fix(ctx: Context, trouble: Trouble, { at, by }: { at: Date; by: string }): Promise<void> {
  const clock = { now: new Date(at.getTime() - HOURS * HOUR_MS) };
  const person = await personOf(ctx, by, clock);
  const action = await actionOf(ctx, trouble);
  if (person === null || action === undefined) return;
  await changeAction(person, action.id, actionChange.parse({ change: 'claim' }));
  clock.now = new Date(at.getTime() - 5 * MINUTE_MS);
  await changeAction(person, action.id, actionChange.parse({ change: 'say_fixed' }));
}

async function actionOf(ctx: Context, { repository, what }: Trouble): Promise<ActionRow | undefined> {
  const { items } = await getActions(ctx, actionListParams.parse({ repo: [repository], limit: 200 }));
  const name = 'problem' in what ? what.problem.package?.name : undefined;
  return items.find(({ kind, lane, title, work }) => {
    const isIt = name === undefined ? kind === 'rotate' && lane === 'act_now' : title.includes(name);
    return isIt && work.state === 'open';
  });
}
