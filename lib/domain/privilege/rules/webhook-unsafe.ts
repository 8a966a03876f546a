import { githubCommand, numberOf } from '../github-command.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'webhook-unsafe',
  title: 'A webhook is sent without protection',
  why: 'Without TLS, others read and change what is sent. Without a secret, the receiver cannot tell your events from those that somebody made up.',
  severity: 'medium',
  setting: 'Send the webhook over https with a secret, and check certificates (Settings, Webhooks)',
  references: { cicdSec: [8, 7], cis: ['1.4.2'], slsa: [] },
  needs: { github: ['hooks'] },
  judge: (graph) =>
    graph.resources('webhook').flatMap((hook) => {
      const set = graph.control('webhook', hook.id);
      if (set === null || !set.active) return [];
      const plain = set.address === null ? null : set.address.startsWith('http:');
      const wrong = [
        plain === true ? 'uses http' : null,
        set.insecureTls === true ? 'does not check certificates' : null,
        set.secret === false ? 'has no secret' : null,
      ].filter((text) => text !== null);
      if (wrong.length > 0) {
        return [
          fail(null, named(hook), {
            says: `The webhook to ${hook.name} ${wrong.join(', and ')}.`,
            evidence: {
              receiver: hook.name,
              tls: plain !== true,
              checks_certificates: set.insecureTls !== true,
              signed: set.secret !== false,
            },
            command:
              set.insecureTls === true
                ? githubCommand('PATCH', ['orgs', graph.organization.name, 'hooks', numberOf(hook.id), 'config'], {
                    insecure_ssl: '0',
                  })
                : null,
          }),
        ];
      }
      const isKnown = plain !== null && set.insecureTls !== null && set.secret !== null;
      return [
        isKnown
          ? pass(null, named(hook))
          : unknown(null, named(hook), 'GitHub did not tell all settings of the webhook.'),
      ];
    }),
};
