import type { Context } from '#lib/context.ts';
import { type ActionRow, actionListParams } from '#lib/contracts/action.ts';
import { type ActionChangeInput, actionChange } from '#lib/contracts/action-work.ts';
import { HOUR_MS } from '#lib/domain/time.ts';
import { changeAction } from '#lib/services/action/change-action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import type { Delivery } from './delivery.ts';
import type { Tool } from './issue.ts';
import { PEOPLE } from './people.ts';
import { personOf } from './person-of.ts';
import { randomOf } from './random.ts';
import type { Replay } from './replay.ts';

/** Whose rules each are a fix of their own, which one report of theirs verifies. */
const TOOLS: readonly Tool[] = ['semgrep', 'codeql', 'checkov', 'zizmor'];
/** So many fixes are done on a working day. */
const A_DAY = 2;
const MINUTES = 60_000;

const DEVELOPERS = PEOPLE.filter(({ role }) => role === 'developer' || role === 'security').map(({ name }) => name);

const change = (ctx: Context, id: string, body: ActionChangeInput) => changeAction(ctx, id, actionChange.parse(body));

/**
 * What people of the demo fix before the reports of a day come: each claims a fix, says some hours later that it is fixed,
 * and the report of that day no longer finds it.
 */
export async function fixOnDay(
  ctx: Context,
  replay: Replay,
  seed: string,
  deliveries: readonly Delivery[],
): Promise<void> {
  const scans = deliveries.filter(({ kind, stream, at }) => {
    return kind === 'scan' && TOOLS.includes(stream.tool) && at.getUTCDay() % 6 > 0;
  });
  let fixed = 0;
  for (const delivery of scans) {
    if (fixed === A_DAY) return;
    if (await fixBefore(ctx, replay, seed, delivery)) fixed += 1;
  }
}

async function fixBefore(ctx: Context, replay: Replay, seed: string, { at, stream }: Delivery): Promise<boolean> {
  const random = randomOf(`${seed} work ${at.toISOString()} ${stream.repository.name}`);
  const found = replay.smallest(stream);
  const name = random.pick(DEVELOPERS);
  if (found === null || name === undefined) return false;
  const { problem, places } = found;
  const clock = { now: new Date(at.getTime() - (2 + random.int(5)) * HOUR_MS) };
  const person = await personOf(ctx, name, clock);
  const action = (await actionsOf(ctx, [stream.repository.name])).find(
    ({ rule, title, work, open }) =>
      // What other scanners find too would still be there.
      work.state === 'open' && open === places && (rule === problem.rule || title.includes(problem.rule)),
  );
  if (person === null || action === undefined) return false;
  await change(person, action.id, { change: 'claim' });
  clock.now = new Date(at.getTime() - 5 * MINUTES);
  await change(person, action.id, { change: 'say_fixed' });
  replay.resolve(stream, problem);
  return true;
}

const actionsOf = async (ctx: Context, repositories: readonly string[]): Promise<ActionRow[]> =>
  (await getActions(ctx, actionListParams.parse({ repo: repositories, limit: 200 }))).items;

/** What of the queue is under way today: by name, hours ago, and whether it is said to be fixed; without a person, of a team. */
const UNDER_WAY: readonly { person?: string; team?: string; hoursAgo: number; saidHoursAgo?: number }[] = [
  { person: 'Priya Raman', hoursAgo: 3 },
  { person: 'Haruto Mori', hoursAgo: 26 },
  { person: 'Noor van Dijk', hoursAgo: 50, saidHoursAgo: 2 },
  { person: 'Lucía Ferrer', hoursAgo: 30, saidHoursAgo: 1 },
  { person: 'Tomasz Wilk', team: 'platform', hoursAgo: 8 },
];

/** Lets people of the demo be at work on the first fixes of the queue: some claimed, some that await a scan. */
export async function workToday(ctx: Context, repositories: readonly string[]): Promise<void> {
  const rows = (await actionsOf(ctx, repositories.slice(0, 100))).filter(
    ({ kind, work, repositories: { count } }) => kind !== 'coverage' && work.state === 'open' && count === 1,
  );
  // The first stays free: whoever opens the queue claims it.
  const free = rows.slice(1);
  const now = ctx.now().getTime();
  for (const { person: name, team, hoursAgo, saidHoursAgo } of UNDER_WAY) {
    const clock = { now: new Date(now - hoursAgo * HOUR_MS) };
    const person = await personOf(ctx, name ?? '', clock);
    const action = free.shift();
    if (person === null || action === undefined) continue;
    await change(person, action.id, { change: 'claim', ...(team === undefined ? {} : { for_team: team }) });
    if (saidHoursAgo === undefined) continue;
    clock.now = new Date(now - saidHoursAgo * HOUR_MS);
    await change(person, action.id, { change: 'say_fixed' });
  }
}
