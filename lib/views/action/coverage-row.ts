import type { ActionRow } from '#lib/contracts/action.ts';
import type { CoverageAction } from '#lib/domain/action/coverage.ts';
import { coverageReasons, coverageTitle } from '#lib/domain/action/coverage-words.ts';
import { encodeId } from '#lib/ids.ts';
import { tenths } from '#lib/views/tenths.ts';
import { actionHref, RULE_OF_THUMB } from './action-row.ts';
import { coverageNumber } from './queue.ts';
import { idleWork } from './work-view.ts';

const NAMES = 20;
const NONE = { critical: 0, high: 0, medium: 0, unknown: 0, low: 0, info: 0 };

/** An action on coverage as the queue and "Do next" show it; `organization`: the points that the organization gains. */
export function coverageRowOf(action: CoverageAction, organization: number): ActionRow {
  const { category, step, repositories, hours } = action;
  const [first] = repositories;
  const only = repositories.length === 1 ? first : undefined;
  const number = coverageNumber(action);
  const id = encodeId('coverage', { repoId: only?.repoId ?? 0, number });
  return {
    ...{ id, number, kind: 'coverage', title: coverageTitle(action), rule: null, category },
    repo: only?.name ?? null,
    repositories: { count: repositories.length, names: repositories.slice(0, NAMES).map(({ name }) => name) },
    ...{
      severity: null,
      counts: NONE,
      open: 0,
      lane: 'by_value',
      target: null,
      due_at: null,
      overdue: false,
      at_risk: false,
      work: idleWork(false),
    },
    demo: repositories.every(({ demo }) => demo),
    why: coverageReasons(action).map((text) => ({ text, at: null })),
    points: { repository: only ? tenths(only.points) : null, organization: tenths(organization) },
    effort_hours: hours,
    effort: RULE_OF_THUMB,
    url: actionHref(id),
    findings_url: only
      ? `/repositories/${only.name}/coverage`
      : `/repositories?${step === 'connect' ? 'missing' : 'stale'}=${category}`,
  };
}
