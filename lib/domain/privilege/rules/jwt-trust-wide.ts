import { shellWord } from '#lib/domain/action/shell-word.ts';
import type { Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { widthWords } from '../trust/subject-width.ts';
import { vaultWidth } from '../trust/vault-width.ts';

export const rule: PrivilegeRule = {
  id: 'jwt-trust-wide',
  title: 'A secret store lets in more jobs than it should',
  why: 'Whoever can run any of these jobs reads what the role may read: without a secret, and often from a branch that nobody has reviewed.',
  severity: 'critical',
  setting:
    'Ask for the audience, and for one repository with one environment or protected branch, in the role (bound_audiences, bound_claims)',
  elsewhere: {
    conjur: 'Annotate the host with one repository and one environment or branch (authn-jwt/<service>/<claim>)',
  },
  references: { cicdSec: [2, 5, 6], cis: ['5.1.5'], slsa: [] },
  needs: { vault: ['jwt_roles'], conjur: ['policy'] },
  judge: (graph) => graph.resources('cloud_role').flatMap((role) => judgeRole(graph, role)),
};

function judgeRole(graph: InventoryGraph, role: Resource): Outcome[] {
  return graph.controls('trust', role.id).flatMap(({ trust, issuers }): Outcome[] => {
    if (trust.cloud !== 'vault') return [];
    const { width, hasAudience, dead } = vaultWidth(trust);
    if (dead.length > 0) return [deadTrust(role, dead)];
    // Conjur asks for the audience in the service, not in the host.
    const asksAudience = hasAudience || graph.inventory.source === 'conjur';
    const words = [
      width === null ? null : widthWords(width, issuers[0] ?? 'its issuer'),
      asksAudience ? null : 'tokens that were meant for somebody else, since no audience is asked for',
    ].filter((text) => text !== null);
    if (words.length === 0) return [pass(null, named(role))];
    const { boundClaims, boundSubject, boundAudiences } = trust;
    return [
      fail(null, named(role), {
        says: `The role ${role.name} lets in ${words.join('; ')}.`,
        evidence: {
          role: role.name,
          lets_in: words.join('; '),
          bound_subject: boundSubject,
          bound_claims: JSON.stringify(boundClaims),
          bound_audiences: boundAudiences.join(', '),
        },
        ...(width === 'repository' || width === null ? { severity: 'high' as const } : {}),
        command: commandOf(graph, role),
      }),
    ];
  });
}

/** It lets nobody in, so that somebody will loosen it in a hurry. */
function deadTrust(role: Resource, dead: readonly string[]): Outcome {
  return fail(null, named(role), {
    says: `The role ${role.name} asks for ${dead.join(', ')}, which no token has: a star is a star where bound_claims_type is not glob.`,
    evidence: { role: role.name, asks_for: dead.join(', ') },
    severity: 'low',
    command: null,
  });
}

function commandOf(graph: InventoryGraph, role: Resource): string | null {
  const [mount = '', ...name] = role.name.split('/');
  const path = shellWord(`auth/${mount}/role/${name.join('/')}`);
  return graph.inventory.source === 'vault' && path !== null ? `vault write ${path} @role.json` : null;
}
