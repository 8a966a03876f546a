import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'owner-without-two-factor',
  title: 'An owner signs in without a second factor',
  why: 'Owners can read and change everything in the organization. One stolen or guessed password of theirs is enough to take it over.',
  severity: 'critical',
  setting: 'Turn on two-factor authentication for every owner',
  references: { cicdSec: [2], cis: ['1.3.5'], slsa: [] },
  elsewhere: {
    aws: 'Register a second factor for root and for every user with all rights (IAM, Users, Security credentials)',
  },
  needs: {
    github: ['admins', { oneOf: ['members_mfa', 'members_without_2fa'] }],
    gitlab: ['members', 'enterprise_users'],
    aws: ['credential_report', 'authorization_details'],
  },
  judge: (graph) =>
    graph.owners().map((owner) =>
      // Who cannot sign in with a password has nothing to add a factor to.
      judged(owner.password === false ? true : owner.twoFactor, named(owner), graph.organization, {
        reason: 'It was not told whether this owner has a second factor; mostly only owners may see it.',
        says: `${owner.name} owns ${graph.organization.name} and has no second factor.`,
        evidence: { role: 'owner', two_factor: false },
        command: null,
      }),
    ),
};
