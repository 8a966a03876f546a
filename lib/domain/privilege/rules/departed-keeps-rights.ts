import { githubCommand } from '../github-command.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'departed-keeps-rights',
  title: 'Somebody who left keeps rights or tokens',
  why: 'An account that belongs to nobody here is watched by nobody here. Its rights and tokens go on working.',
  severity: 'high',
  setting: 'Remove the person from repositories and teams, and revoke their tokens',
  references: { cicdSec: [2], cis: ['1.3.1'], slsa: [] },
  needs: {
    github: [
      'members',
      'outside_collaborators',
      { anyOf: ['collaborators', 'team_members', 'personal_access_tokens', 'credential_authorizations'] },
    ],
  },
  judge(graph) {
    if (!graph.isWhole('members') || !graph.isWhole('outside_collaborators')) {
      return [unknown(null, graph.organization, 'Not every member and outside collaborator could be read.')];
    }
    const people = graph.principals('human', 'bot').map((who) => {
      if (who.standing !== 'gone') return pass(named(who), graph.organization);
      const left = whatIsLeft(graph, who.id, who.name);
      if (left.length === 0) return pass(named(who), graph.organization);
      return fail(named(who), graph.organization, {
        says: `${who.name} is neither a member nor an outside collaborator, and keeps ${left.join(', ')}.`,
        evidence: { person: who.name, keeps: left.join(', ') },
        command: githubCommand('DELETE', ['orgs', graph.organization.name, 'memberships', who.name]),
      });
    });
    // Whose right it was, in a repository that could not be read.
    const unread = graph.resources('repo').flatMap((repo) => {
      const reason = graph.isRead('collaborators') ? graph.whyUnknown('collaborators', repo.id) : null;
      return reason === null ? [] : [unknown(null, graph.organization, reason)];
    });
    return [...people, ...unread.slice(0, 1)];
  },
};

function whatIsLeft(graph: InventoryGraph, id: string, name: string): string[] {
  const repositories = graph.grantsOf(id).filter(({ via }) => via === 'direct').length;
  const teams = graph.groupsOf(id).size;
  const tokens = graph.principals('token').filter(({ owner }) => owner?.toLowerCase() === name.toLowerCase()).length;
  return [
    repositories > 0 ? `rights on ${repositories} ${repositories === 1 ? 'repository' : 'repositories'}` : null,
    teams > 0 ? `${teams} ${teams === 1 ? 'team' : 'teams'}` : null,
    tokens > 0 ? `${tokens} ${tokens === 1 ? 'token' : 'tokens'}` : null,
  ].filter((text) => text !== null);
}
