import { numberOf } from '../github-command.ts';
import { gitlabCommand } from '../gitlab-command.ts';
import { judged, named, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'job-token-open',
  title: 'Jobs of every project may reach a project with their token',
  why: 'A job anywhere on the server acts in this project as whoever started it. One weak project is then a way into this one.',
  severity: 'medium',
  setting: 'Limit access by job tokens to named groups and projects (project, Settings, CI/CD, Job token permissions)',
  references: { cicdSec: [5, 2], cis: ['2.3.3'], slsa: [] },
  needs: { gitlab: ['projects', 'job_token_scope'] },
  judge: (graph) =>
    graph.resources('repo').map((repo) => {
      const reason = graph.whyUnknown('job_token_scope', repo.id);
      if (reason !== null) return unknown(null, named(repo), reason);
      return judged(graph.control('job_token', repo.id)?.limited ?? null, null, named(repo), {
        reason: 'It was not told which jobs may reach the project.',
        says: `Jobs of every project may reach ${repo.name} with their token.`,
        evidence: { project: repo.name, inbound_enabled: false },
        command: gitlabCommand('PATCH', ['projects', numberOf(repo.id), 'job_token_scope'], { enabled: true }),
      });
    }),
};
