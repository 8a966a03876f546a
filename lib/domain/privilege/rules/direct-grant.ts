import { githubCommand, numberOf } from '../github-command.ts';
import { gitlabCommand } from '../gitlab-command.ts';
import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'direct-grant',
  title: 'A member has a right of their own, beside their teams',
  why: 'What teams give ends when somebody changes teams. What was given to a person alone stays, and no review of teams shows it.',
  severity: 'low',
  setting: 'Give the right to a team and take it from the person (repository, Settings, Collaborators and teams)',
  references: { cicdSec: [2], cis: ['1.3.8'], slsa: [] },
  elsewhere: { gitlab: 'Give the right to a group and take it from the person (project, Manage, Members)' },
  needs: { github: ['repositories', 'members', 'collaborators'], gitlab: ['projects', 'members', 'project_members'] },
  *judge(graph) {
    for (const repo of graph.resources('repo')) {
      const reason = graph.whyUnknown(isGitlab(graph) ? 'project_members' : 'collaborators', repo.id);
      if (reason === null) yield* directOn(graph, repo);
      else yield unknown(null, named(repo), reason);
    }
  },
};

function* directOn(graph: InventoryGraph, repo: Resource): Generator<Outcome> {
  let isAny = false;
  for (const { principal, permission, via, level } of graph.grantsOn(repo.id)) {
    const who = graph.principal(principal);
    if (via !== 'direct' || level < 3 || who?.standing !== 'member') continue;
    isAny = true;
    yield fail(named(who), named(repo), {
      says: `${who.name} has ${permission} on ${repo.name} directly, not through a team.`,
      evidence: { permission, via: 'direct' },
      command: isGitlab(graph)
        ? gitlabCommand('DELETE', ['projects', numberOf(repo.id), 'members', numberOf(who.id)])
        : githubCommand('DELETE', ['repos', repo.name, 'collaborators', who.name]),
    });
  }
  if (!isAny) yield pass(null, named(repo));
}

const isGitlab = ({ inventory }: InventoryGraph): boolean => inventory.source === 'gitlab';
