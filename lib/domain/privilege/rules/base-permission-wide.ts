import { githubCommand } from '../github-command.ts';
import { judged } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'base-permission-wide',
  title: 'Every member may write to every repository',
  why: 'The base permission adds to whatever teams give. With write or admin, any one member, and any one stolen account, reaches every repository.',
  severity: 'high',
  setting: 'Set the base permission to read or none (Settings, Member privileges)',
  references: { cicdSec: [2, 5], cis: ['1.3.8'], slsa: [] },
  needs: { github: ['organization'], opengraph: ['organization'] },
  judge(graph) {
    const base = graph.control('organization', 'org')?.basePermission ?? null;
    return [
      judged(base === null ? null : base !== 'write' && base !== 'admin', null, graph.organization, {
        reason: 'GitHub tells this to owners only.',
        says: `Every member of ${graph.organization.name} has ${base} on every repository.`,
        evidence: { default_repository_permission: base },
        command: githubCommand('PATCH', ['orgs', graph.organization.name], { default_repository_permission: 'read' }),
      }),
    ];
  },
};
