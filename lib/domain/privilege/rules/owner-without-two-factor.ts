import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'owner-without-two-factor',
  title: 'An owner signs in without a second factor',
  why: 'Owners can read and change everything in the organization. One stolen or guessed password of theirs is enough to take it over.',
  severity: 'critical',
  setting: 'Turn on two-factor authentication for every owner',
  references: { cicdSec: [2], cis: ['1.3.5'], slsa: [] },
  needs: { github: ['admins', { oneOf: ['members_mfa', 'members_without_2fa'] }] },
  judge: (graph) =>
    graph.owners().map((owner) =>
      judged(owner.twoFactor, named(owner), graph.organization, {
        reason: 'The collector may not see whether this owner has a second factor; only owners may.',
        says: `${owner.name} owns ${graph.organization.name} and has no second factor.`,
        evidence: { role: 'owner', two_factor: false },
        command: null,
      }),
    ),
};
