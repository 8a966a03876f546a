import type { Principal } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'runner-shared',
  title: 'A runner that lives on between jobs serves every repository',
  why: 'What one job leaves on the machine, the next one runs: files, credentials, changed tools. One weak repository is then a way into all others, production among them.',
  severity: 'high',
  setting: 'Make runners ephemeral, or give each tier a runner group of its own (Settings, Actions, Runner groups)',
  references: { cicdSec: [7, 5], cis: ['2.1.1', '2.2.1'], slsa: ['Build L3: isolated'] },
  needs: { github: ['runners', 'runner_groups'] },
  judge: (graph) => graph.principals('runner').map((runner) => judgeRunner(graph, runner)),
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
