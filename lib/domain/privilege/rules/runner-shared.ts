import { numberOf } from '../github-command.ts';
import { gitlabCommand } from '../gitlab-command.ts';
import type { Principal } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, judged, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'runner-shared',
  title: 'A runner serves jobs that should not share it',
  why: 'What one job leaves on the machine, the next one runs: files, credentials, changed tools. One weak repository is then a way into all others, production among them.',
  severity: 'high',
  setting: 'Make runners ephemeral, or give each tier a runner group of its own (Settings, Actions, Runner groups)',
  references: { cicdSec: [7, 5], cis: ['2.1.1', '2.2.1'], slsa: ['Build L3: isolated'] },
  elsewhere: { gitlab: 'Let the runner take tagged jobs of protected branches alone (Settings, CI/CD, Runners)' },
  needs: { github: ['runners', 'runner_groups'], gitlab: ['runners'] },
  judge: (graph) =>
    graph
      .principals('runner')
      .map((runner) => (graph.inventory.source === 'gitlab' ? judgeGitlab(graph, runner) : judgeRunner(graph, runner))),
};

function judgeRunner(graph: InventoryGraph, each: Principal): Outcome {
  const who = named(each);
  const { ephemeral = null, group = null } = each.runner ?? {};
  const home = group === null ? null : graph.resource(group);
  if (ephemeral === true) return pass(who, home === null ? graph.organization : named(home));
  if (ephemeral === null) return unknown(who, graph.organization, 'It was not told whether the runner is ephemeral.');
  if (home === null) return unknown(who, graph.organization, 'It was not told which group the runner is in.');
  if (home.visibility !== 'all') return pass(who, named(home));
  return fail(who, named(home), {
    says: `The runner ${each.name} is not ephemeral, and its group ${home.name} serves every repository.`,
    evidence: { runner: each.name, ephemeral: false, group: home.name, visibility: 'all' },
    command: null,
  });
}

/** What takes jobs without a tag, of every branch, takes whatever somebody pushes. */
function judgeGitlab({ organization }: InventoryGraph, each: Principal): Outcome {
  const { untagged = null, protectedOnly = null } = each.runner ?? {};
  const isRight = each.suspended === true || untagged === false || protectedOnly === true;
  return judged(
    isRight ? true : untagged === null || protectedOnly === null ? null : false,
    named(each),
    organization,
    {
      reason: 'It was not told which jobs the runner takes.',
      says: `The runner ${each.name} takes jobs without a tag, of every branch.`,
      evidence: { runner: each.name, run_untagged: untagged, access_level: 'not_protected' },
      command: gitlabCommand('PUT', ['runners', numberOf(each.id)], {
        run_untagged: false,
        access_level: 'ref_protected',
      }),
    },
  );
}
