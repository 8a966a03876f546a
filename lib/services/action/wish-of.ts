import type { Transaction } from '#db/client.ts';
import { type LockedWork, workOf } from '#db/queries/action-work.ts';
import { findWork } from '#db/queries/assignees.ts';
import { findTeam } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { ActionChangeBody } from '#lib/contracts/action-work.ts';
import { type Assignee, changeWork, type WorkChange } from '#lib/domain/action/work.ts';
import { Fault } from '#lib/errors.ts';
import { formatCapital } from '#lib/format.ts';

const selfOf = ({ userId }: Context): Assignee | null => (userId === null ? null : { kind: 'person', id: userId });

/** What the caller asks for, with the ids of those it names. @throws Fault invalid_input */
export async function wishOf(tx: Transaction, ctx: Context, body: ActionChangeBody): Promise<WorkChange> {
  switch (body.change) {
    case 'claim': {
      const assignee = body.for_team === undefined ? selfOf(ctx) : await teamOf(tx, ctx, body.for_team, 'for_team');
      if (assignee === null) throw invalid('for_team', 'must name a team: a token is nobody who could take it on');
      return { change: 'claim', for: assignee };
    }
    case 'assign': {
      const { person, team } = body;
      if (person !== undefined) return { change: 'assign', to: { kind: 'person', id: person } };
      return { change: 'assign', to: team === undefined ? null : await teamOf(tx, ctx, team, 'team') };
    }
    case 'say_fixed':
      return { change: 'say_fixed', by: selfOf(ctx) };
    case 'set_due': {
      const { due } = body;
      if (due === null) return { change: 'set_due', due: null };
      // The day is over at its end, of UTC as everywhere.
      return { change: 'set_due', due: { at: new Date(`${due.on}T23:59:59Z`), reason: due.reason.trim() } };
    }
    case 'release':
    case 'not_fixed':
      return { change: body.change };
  }
}

async function teamOf(tx: Transaction, ctx: Context, slug: string, path: string): Promise<Assignee> {
  const team = await findTeam(tx, ctx.readScope, slug);
  if (team === null) throw invalid(path, 'is no team that you see');
  return { kind: 'team', id: team.id };
}

function invalid(path: string, message: string): Fault {
  return new Fault('invalid_input', `${path}: ${message}.`, { fields: [{ path, message }] });
}

export interface Asked {
  /** Absent: the action is gone. */
  row: LockedWork | undefined;
  wish: WorkChange;
  /** The revision that the caller saw; absent: it does not matter. */
  revision: number | undefined;
  /** Whether the one whose it would become does not see the repository. */
  isBlind: boolean;
}

/** Why a change is refused, in words; null when it is not. */
export async function refusalOf(
  tx: Transaction,
  ctx: Context,
  { row, wish, revision, isBlind }: Asked,
): Promise<Fault | null> {
  if (row === undefined) return new Fault('not_found', 'There is no such action.');
  if (row.open === 0) return new Fault('conflict', 'It is closed: none of its findings is open any more.');
  if (isBlind) {
    const path =
      wish.change === 'claim' ? 'for_team' : wish.change === 'assign' && wish.to?.kind === 'team' ? 'team' : 'person';
    return invalid(path, 'is nobody who sees the repository');
  }
  const stale = revision !== undefined && revision !== row.revision;
  if (stale) return new Fault('conflict', `${await stateOf(tx, ctx, row)} Look at it as it is now, then decide again.`);
  const result = changeWork(workOf(row), wish, ctx.now());
  if (result === 'taken')
    return new Fault('conflict', `${await stateOf(tx, ctx, row)} Assign it anew to take it over.`);
  if (result === 'not_awaiting') return new Fault('conflict', 'Nobody says that it is fixed.');
  return null;
}

/** `It was changed meanwhile: Ana Lopez has claimed it.` */
async function stateOf(tx: Transaction, ctx: Context, row: LockedWork): Promise<string> {
  const [named] = await findWork(tx, ctx, [row], ctx.userId);
  const who = named?.userId === ctx.userId && ctx.userId !== null ? 'you' : (named?.person ?? named?.team ?? 'nobody');
  const verb = who === 'you' ? 'have' : 'has';
  const is = {
    open: who === 'nobody' ? 'nobody has it' : `it is assigned to ${who}`,
    claimed: `${who} ${verb} claimed it`,
    awaiting: `it is said to be fixed${who === 'nobody' ? '' : `, by ${who}`}`,
  }[row.stage];
  return row.revision === 0 ? `${formatCapital(is)}.` : `It was changed meanwhile: ${is}.`;
}
