import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';
import { unreadUpdateSecrets } from '../unread-update-secrets.ts';

export const rule: PrivilegeRule = {
  id: 'organization-secret-for-all',
  title: 'Every repository may read a secret of the organization',
  why: 'Whoever may push to any one repository, also one made today, reads the secret in a workflow.',
  severity: 'high',
  setting: 'Give the secret to selected repositories (Settings, Secrets and variables, Actions)',
  references: { cicdSec: [6, 5], cis: ['2.3.3'], slsa: [] },
  needs: { github: ['organization_secrets'] },
  judge: (graph) => [
    ...unreadUpdateSecrets(graph, graph.organization),
    ...graph
      .resources('secret')
      .filter(({ parent }) => parent === 'org')
      .map((secret) =>
        judged(secret.visibility === null ? null : secret.visibility === 'selected', null, named(secret), {
          reason: 'It was not told which repositories may read the secret.',
          says: `The secret ${secret.name} can be read by ${secret.visibility === 'private' ? 'every private repository' : 'every repository'} of ${graph.organization.name}.`,
          evidence: { name: secret.name, visibility: secret.visibility },

          command: null,
        }),
      ),
  ],
};
