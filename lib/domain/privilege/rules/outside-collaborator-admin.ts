import { githubCommand } from '../github-command.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'outside-collaborator-admin',
  title: 'Somebody from outside administers a repository',
  why: "People from outside are under none of the organization's rules for accounts, and nobody hears when they change jobs. With admin or maintain they change protection and secrets, and such a right has no end on GitHub.",
  severity: 'high',
  setting: 'Give people from outside write at most (repository, Settings, Collaborators)',
  references: { cicdSec: [2], cis: ['1.3.8'], slsa: [] },
  needs: { github: ['repositories', 'outside_collaborators', 'collaborators'] },
  judge: (graph) =>
    graph.resources('repo').flatMap((repo) => {
      const reason = graph.whyUnknown('collaborators', repo.id);
      if (reason !== null) return [unknown(null, named(repo), reason)];
      return graph.grantsOn(repo.id).flatMap(({ principal, level, permission, via }) => {
        const who = graph.principal(principal);
        if (via !== 'direct' || who?.standing !== 'outside') return [];
        if (level < 4) return [pass(named(who), named(repo))];
        return [
          fail(named(who), named(repo), {
            says: `${who.name}, from outside the organization, has ${permission} on ${repo.name}.`,
            evidence: { permission, standing: 'outside collaborator', expires: 'never' },
            command: githubCommand('PUT', ['repos', repo.name, 'collaborators', who.name], { permission: 'push' }),
          }),
        ];
      });
    }),
};
