import { numberOf } from '../github-command.ts';
import { gitlabCommand } from '../gitlab-command.ts';
import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { type PrivilegeSettings, productionPattern } from '../settings.ts';

export const rule: PrivilegeRule = {
  id: 'variable-unguarded',
  title: 'A secret variable is given to every branch, or shown in logs',
  why: 'Whoever may push any branch reads it in a job of their own, and whoever reads the log of a job finds it there.',
  severity: 'high',
  setting: 'Protect and mask the variable, and give it to one environment (Settings, CI/CD, Variables)',
  references: { cicdSec: [6, 5], cis: ['2.3.3'], slsa: [] },
  needs: { gitlab: ['projects', { anyOf: ['group_variables', 'project_variables'] }] },
  judge: (graph, settings) => [
    ...graph.resources('repo').flatMap((repo) => {
      const reason = graph.isRead('project_variables') ? graph.whyUnknown('project_variables', repo.id) : null;
      return reason === null ? [] : [unknown(null, named(repo), reason)];
    }),
    ...graph.resources('secret').map((variable) => judgeVariable(graph, variable, settings)),
  ],
};

/** Many variables hold no secret. Masked ones do, and those whose names say so. */
const SECRET =
  /(?:^|_)(?:KEY|TOKEN|SECRET|PASS|PASSWORD|PASSWD|PWD|CRED|CREDENTIALS?|AUTH|PRIVATE|CERT|DSN|KUBECONFIG)(?:_|$)/i;

function judgeVariable(graph: InventoryGraph, variable: Resource, settings: PrivilegeSettings): Outcome {
  const rule = graph.control('variable', variable.id);
  const name = variable.name.slice(variable.name.lastIndexOf(' ') + 1);
  if (rule === null) return unknown(null, named(variable), 'It was not told who gets the variable.');
  if (rule.masked !== true && !SECRET.test(name)) return pass(null, named(variable));
  const pattern = productionPattern(name, settings);
  const wrong = [
    rule.protectedOnly === false ? 'jobs of every branch get it' : null,
    rule.masked === false ? 'logs show it' : null,
    pattern !== null && rule.environments === '*' ? "it is production's, and jobs of every environment get it" : null,
  ].filter((text) => text !== null);
  if (wrong.length > 0) {
    return fail(null, named(variable), {
      says: `The variable ${variable.name}: ${wrong.join(', and ')}.`,
      evidence: {
        name,
        protected: rule.protectedOnly,
        masked: rule.masked,
        environment_scope: rule.environments,
        production_because_of: pattern,
      },
      command: commandOf(graph, variable, name),
    });
  }
  const isTold = rule.protectedOnly !== null && rule.masked !== null;
  return isTold
    ? pass(null, named(variable))
    : unknown(null, named(variable), 'It was not told who gets the variable.');
}

function commandOf({ inventory }: InventoryGraph, { parent }: Resource, name: string): string | null {
  const place = parent === 'org' || parent === null ? ['groups', inventory.scope] : ['projects', numberOf(parent)];
  return gitlabCommand('PUT', [...place, 'variables', name], { protected: true, masked: true });
}
