import { type ActionLoadGroups, isLiveSecret } from '#lib/domain/action/load.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { type LiveSecrets, MOST_LISTED } from './event.ts';

/** An action as it is now. `finding` is one of its open ones, `rule` the id of the rule that found it. */
export interface CountedAction {
  number: number;
  category: Category;
  load: ActionLoadGroups;
  finding: number;
  rule: string;
}

/** The live secrets among `actions` that were none by the loads of before; null when there is none. */
export function newlyLive(
  actions: readonly CountedAction[],
  before: ReadonlyMap<number, ActionLoadGroups>,
): LiveSecrets | null {
  const live = actions.filter(
    ({ number, category, load }) =>
      isLiveSecret({ category, load }) && !isLiveSecret({ category, load: before.get(number) ?? {} }),
  );
  if (live.length === 0) return null;
  const findings = live.slice(0, MOST_LISTED).map(({ finding, rule }) => ({ number: finding, rule }));
  return { count: live.length, findings };
}

/** Both together; either may be null. */
export function joinLive(some: LiveSecrets | null, more: LiveSecrets | null): LiveSecrets | null {
  if (some === null || more === null) return some ?? more;
  return { count: some.count + more.count, findings: [...some.findings, ...more.findings].slice(0, MOST_LISTED) };
}
