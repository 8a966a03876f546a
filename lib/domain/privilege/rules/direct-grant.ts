import { githubCommand, numberOf } from '../github-command.ts';
import { gitlabCommand } from '../gitlab-command.ts';
import type { Principal, Resource } from '../inventory.ts';
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
    const found = graph.resources('repo').map((repo) => {
      const reason = graph.whyUnknown(isGitlab(graph) ? 'project_members' : 'collaborators', repo.id);
      return { repo, reason, direct: reason === null ? directOn(graph, repo) : [] };
    });
    const isMany = found.reduce((sum, { direct }) => sum + direct.length, 0) > MANY;
    for (const { repo, reason, direct } of found) {
      if (reason !== null) yield unknown(null, named(repo), reason);
      else if (direct.length === 0) yield pass(null, named(repo));
      else if (isMany) yield ofRepository(repo, direct);
      else for (const each of direct) yield ofOne(graph, repo, each);
    }
  },
};

/** Where there are more, nobody goes through them one by one: each repository is one thing to do. */
const MANY = 2000;
/** Names in what is said of a repository. */
const NAMED = 5;

interface Direct {
  who: Principal;
  permission: string;
}

function directOn(graph: InventoryGraph, repo: Resource): Direct[] {
  return graph.grantsOn(repo.id).flatMap(({ principal, permission, via, level }) => {
    const who = graph.principal(principal);
    return via !== 'direct' || level < 3 || who?.standing !== 'member' ? [] : [{ who, permission }];
  });
}

const ofOne = (graph: InventoryGraph, repo: Resource, { who, permission }: Direct): Outcome =>
  fail(named(who), named(repo), {
    says: `${who.name} has ${permission} on ${repo.name} directly, not through a team.`,
    evidence: { permission, via: 'direct' },
    command: isGitlab(graph)
      ? gitlabCommand('DELETE', ['projects', numberOf(repo.id), 'members', numberOf(who.id)])
      : githubCommand('DELETE', ['repos', repo.name, 'collaborators', who.name]),
  });

function ofRepository(repo: Resource, direct: readonly Direct[]): Outcome {
  const names = direct.slice(0, NAMED).map(({ who }) => who.name);
  const more = direct.length - names.length;
  const who = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return fail(null, named(repo), {
    says: `${who} ${direct.length === 1 ? 'has a right' : 'have rights'} on ${repo.name} directly, not through a team.`,
    evidence: { members: direct.length, via: 'direct' },
    command: null,
  });
}

const isGitlab = ({ inventory }: InventoryGraph): boolean => inventory.source === 'gitlab';
