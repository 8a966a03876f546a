import type { ActionRow } from '#lib/contracts/action.ts';
import type { ActionIssuesView } from '#lib/contracts/tracker.ts';
import { formatCount, formatList } from '#lib/format.ts';

export type PlannedTracker = ActionIssuesView['trackers'][number];

export interface Planned {
  id: string;
  project: string;
}

export interface IssuePlan {
  planned: Planned[];
  /** Have one in this tracker. */
  there: number;
  /** No rule of the tracker says where theirs go, or the caller may not order one. */
  without: number;
}

type Views = ReadonlyMap<string, ActionIssuesView>;

/** Every tracker in which something can be made of these, each once, those for the most of them first. */
export function trackersOf(views: Views): PlannedTracker[] {
  const offers = [...views.values()].flatMap(({ trackers, may }) => (may ? trackers : []));
  const groups = [...Map.groupBy(offers, ({ id }) => id).values()].sort((a, b) => b.length - a.length);
  return groups.flatMap(([first]) => first ?? []);
}

/** Which of these fixes would become issues of a tracker, and which would not. */
export function issuePlan(rows: readonly Pick<ActionRow, 'id'>[], views: Views, tracker: number): IssuePlan {
  const planned = rows.flatMap(({ id }): Planned[] => {
    const view = views.get(id);
    const place = view?.trackers.find((one) => one.id === tracker);
    return place === undefined || view?.may !== true ? [] : [{ id, project: place.project }];
  });
  const isPlanned = new Set(planned.map(({ id }) => id));
  const there = rows.filter(({ id }) => {
    return !isPlanned.has(id) && views.get(id)?.items.some((issue) => issue.tracker.id === tracker);
  }).length;
  return { planned, there, without: rows.length - planned.length - there };
}

/** What would be made, and what is left out. `more`: beyond what is asked for at once. */
export function planWords(plan: IssuePlan | null, tracker: string | null, more: number): string[] {
  if (plan === null)
    return [
      'No tracker takes issues of these: they have one, or no rule says where theirs go.',
      'An administrator sets trackers up under Integrations.',
    ];
  const { planned, there, without } = plan;
  const projects = [...new Set(planned.map(({ project }) => project))];
  const where = projects.length > 3 ? `${projects.length} projects` : formatList(projects);
  return [
    planned.length === 0
      ? 'There is nothing to create here.'
      : `Creates ${formatCount(planned.length, 'issue')} in ${where}, ${tracker ?? ''}.`,
    ...(there === 0 ? [] : [`Left out: ${formatCount(there, 'fix', 'fixes')} with an issue there already.`]),
    ...(without === 0 ? [] : [`Left out: ${formatCount(without, 'fix', 'fixes')} that no rule of the tracker is for.`]),
    ...(more === 0 ? [] : [`Left out: ${formatCount(more, 'fix', 'fixes')} beyond what is created at once.`]),
  ];
}
