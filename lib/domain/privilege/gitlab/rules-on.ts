import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import { matchesWildcard } from '#lib/domain/privilege/trust/wildcard.ts';
import type { GitlabProject, GitlabRefRule } from './facts.ts';

/** The rules about a ref: none where it is not protected; null where that is not told. */
export function rulesOn(project: GitlabProject, ref: 'branch' | 'tag', name: string): Known<readonly GitlabRefRule[]> {
  const rules = ref === 'branch' ? project.branches : project.tags;
  return rules?.filter(({ pattern }) => matchesWildcard(pattern, name, false)) ?? null;
}
