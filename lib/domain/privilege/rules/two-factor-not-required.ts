import { gitlabCommand } from '../gitlab-command.ts';
import { judged } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'two-factor-not-required',
  title: 'The organization does not require a second factor',
  why: 'Whoever learns the password of any member can act as that member. A required second factor is the one setting that covers everybody, also those who join tomorrow.',
  severity: 'high',
  setting: 'Require two-factor authentication for everyone (Settings, Authentication security)',
  references: { cicdSec: [2], cis: ['1.3.5'], slsa: [] },
  elsewhere: {
    gitlab: 'Require two-factor authentication for the group (Settings, General, Permissions and group features)',
  },
  needs: { github: ['organization'], opengraph: ['organization'], gitlab: ['group'] },
  judge: (graph) => [
    judged(graph.control('organization', 'org')?.twoFactorRequired ?? null, null, graph.organization, {
      reason: 'This is told to owners only.',
      says: `${graph.organization.name} does not require two-factor authentication.`,
      evidence: { two_factor_requirement_enabled: false },
      command:
        graph.inventory.source === 'gitlab'
          ? gitlabCommand('PUT', ['groups', graph.organization.name], { require_two_factor_authentication: true })
          : null,
    }),
  ],
};
