import { defaultBranch } from '../default-branch.ts';
import type { BranchRule, Resource } from '../inventory.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'rules-bypassed',
  title: 'Some may pass by the rules of the default branch',
  why: 'A rule that administrators, apps or keys need not follow does not hold for whoever takes over one of these.',
  severity: 'high',
  setting: 'Take everyone from the bypass list, and include administrators (repository, Settings, Rules)',
  references: { cicdSec: [1, 5], cis: ['1.1.14'], slsa: ['Source L3'] },
  elsewhere: {
    gitlab: 'Take deploy keys from those who may push to the protected branch (project, Settings, Repository)',
  },
  needs: {
    github: ['repositories', { oneOf: ['branch_protection', 'branch_rules'] }],
    gitlab: ['projects', 'protected_branches'],
  },
  judge: (graph) =>
    graph.resources('repo').flatMap((repo) => {
      const { rules, unknown: reason } = defaultBranch(graph, repo);
      const outcomes = rules.length === 0 ? [] : [judgeRules(repo, rules)];
      const failed = outcomes.some(({ outcome }) => outcome === 'fail');
      return reason !== null && !failed ? [unknown(null, named(repo), reason)] : outcomes;
    }),
};

function judgeRules(repo: Resource, rules: readonly BranchRule[]): Outcome {
  const ways = [...new Set(rules.flatMap(waysAround))].sort();
  if (ways.length > 0) {
    return fail(null, named(repo), {
      says: `The rules of the default branch of ${repo.name} do not hold for ${ways.slice(0, 5).join(', ')}.`,
      evidence: {
        bypass: ways.slice(0, 20).join(', '),
        rules: rules
          .map(({ name }) => name)
          .sort()
          .slice(0, 10)
          .join(', '),
      },
      command: null,
    });
  }
  const hidden = rules.some(({ origin, bypass, bindsAdmins }) =>
    origin === 'classic' ? bindsAdmins === null : bypass === null,
  );
  if (!hidden) return pass(null, named(repo));
  return unknown(null, named(repo), 'GitHub shows the bypass list of a ruleset only to those who may change it.');
}

/** Those who need not follow it, on any day: who may only merge a pull request leaves a trace there. */
function waysAround({ bypass, bindsAdmins, name }: BranchRule): string[] {
  const always = (bypass ?? []).filter(({ mode }) => mode === 'always' || mode === 'exempt');
  const listed = always.map(({ kind, id }) => `${kind}${id === '' ? '' : ` ${id}`} (${name})`);
  return bindsAdmins === false ? [...listed, `administrators (${name})`] : listed;
}
