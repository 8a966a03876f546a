import { findTeamsOf } from '#db/queries/assignees.ts';
import type { QueueFilter } from '#db/queries/queue-filter.ts';
import { findTeam } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { ActionListParams } from '#lib/contracts/action.ts';
import { LANE_NAMES } from '#lib/contracts/action.ts';
import { ACTION_KINDS } from '#lib/domain/action/key.ts';
import { LANES } from '#lib/domain/action/rank.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { addDays } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { repositoryIdsOf, watcherOf, word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';

const WEEK_DAYS = 7;

/** What is asked of the queue, with numbers for names; `words` are those of the title. */
export interface QueueQuestion {
  filter: QueueFilter;
  words: string[] | null;
  /** Whether actions on coverage may be among the answers; they have no assignee, severity or due date. */
  coverage: boolean;
  /** Whether nothing but repositories narrows it. */
  isWhole: boolean;
}

const some = <T>(list: readonly T[] | undefined): T[] | null =>
  list !== undefined && list.length > 0 ? [...new Set(list)] : null;

/** @throws Fault not_found for a repository; invalid_input for a team that the caller does not see */
export async function questionOf(
  ctx: Context,
  params: Omit<ActionListParams, 'cursor' | 'limit'>,
): Promise<QueueQuestion> {
  const names = some(params.repo);
  const [repoIds, whose] = await Promise.all([
    names ? repositoryIdsOf(ctx, names) : null,
    whoseOf(ctx, params.assignee),
  ]);
  const words = word(params.q)?.split(/\s+/) ?? null;
  const kinds = some(params.kind);
  const filter: QueueFilter = {
    repoIds,
    lanes: some(params.lane)?.map((name) => LANE_NAMES.indexOf(name)) ?? [...LANES],
    title: words?.map((part) => `%${escapeLike(part)}%`) ?? null,
    kinds: kinds && ACTION_KINDS.filter((kind) => kinds.includes(kind)),
    categories: some(params.category),
    severities: some(params.severity)?.map(severityNumber) ?? null,
    dueUntil: dueUntil(params.due, ctx.now()),
    sla: params.sla === undefined ? null : { which: params.sla, now: ctx.now() },
    stages: some(params.state),
    whose,
    watchedBy: watcherOf(ctx, params.watched),
  };
  const { severities, stages, sla, watchedBy } = filter;
  const open = stages === null || stages === undefined || stages.includes('open');
  const coverage =
    (kinds === null || kinds.includes('coverage')) &&
    !severities &&
    !filter.dueUntil &&
    !sla &&
    open &&
    whose === null &&
    watchedBy === null;
  const { lane, state, assignee, kind, category, severity, due, sla: inSla, watched } = params;
  const isWhole =
    words === null &&
    ![lane, state, assignee, kind, category, severity, due, inSla, watched].some((one) => one?.length);
  return { filter, words, coverage, isWhole };
}

function dueUntil(due: ActionListParams['due'], now: Date): Date | null {
  if (due === undefined) return null;
  return due === 'overdue' ? now : addDays(now, WEEK_DAYS);
}

async function whoseOf(ctx: Context, assignee: string | undefined): Promise<NonNullable<QueueFilter['whose']> | null> {
  const { userId } = ctx;
  if (assignee === undefined) return null;
  if (assignee === 'nobody') return 'nobody';
  const self = userId === null ? [] : [userId];
  if (assignee === 'me') return { people: self, teams: [] };
  if (assignee === 'my_teams')
    return { people: [], teams: userId === null ? [] : await findTeamsOf(ctx.readSql, ctx, userId) };
  const [kind, name = ''] = assignee.split(':');
  if (kind === 'person') return { people: [Number(name)], teams: [] };
  const team = await findTeam(ctx.readSql, ctx.readScope, name);
  if (team !== null) return { people: [], teams: [team.id] };
  const message = 'names no team that you see';
  throw new Fault('invalid_input', `assignee: ${message}.`, { fields: [{ path: 'assignee', message }] });
}
