import type { ActionListRow } from '#db/queries/actions-read.ts';
import type { GroupMember } from '#db/queries/queue.ts';
import type { ActionRow } from '#lib/contracts/action.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import { repositoriesFactor } from '#lib/domain/action/rank.ts';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { formatCount } from '#lib/format.ts';
import { tenths } from '#lib/views/tenths.ts';
import { actionRowOf, countsOf, type RowFacts, severitiesOf, slaState } from './action-row.ts';

const NAMES = 20;

function together(loads: readonly ActionLoadGroups[]): ActionLoadGroups {
  const all: ActionLoadGroups = {};
  for (const severity of SEVERITIES) {
    const groups = loads.flatMap((load) => load[severity] ?? []);
    if (groups.length > 0) all[severity] = groups;
  }
  return all;
}

/**
 * One fix that is to be done in several repositories. `row` is the one that stands first in the queue: the group stands in
 * its place and leads to its page. `organization`: the points that the organization gains when it is done in all of them.
 */
export function groupRowOf(row: ActionListRow, group: readonly GroupMember[], facts: RowFacts): ActionRow {
  const load = together(group.map((member) => member.load));
  const alone = actionRowOf(row, { ...facts, elsewhere: true });
  const due = group.flatMap(({ dueAt }) => dueAt ?? []).reduce<Date | null>((a, b) => (a && a < b ? a : b), null);
  return {
    ...alone,
    repo: null,
    repositories: { count: group.length, names: group.slice(0, NAMES).map(({ fullName }) => fullName) },
    demo: group.every(({ demo }) => demo),
    severity: severitiesOf(load)[0] ?? null,
    counts: countsOf(load),
    open: group.reduce((sum, { open }) => sum + open, 0),
    why: [
      { text: `worked out once for ${formatCount(group.length, 'repository', 'repositories')}`, at: null },
      ...alone.why,
    ],
    points: { repository: null, organization: tenths(facts.organization) },
    // A fix in ten repositories takes five times the hours of one.
    effort_hours: alone.effort_hours * repositoriesFactor(group.length),
    due_at: due?.toISOString() ?? null,
    ...slaState(group, facts.now),
  };
}
