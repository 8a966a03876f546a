import { judged, named } from '../outcomes.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'console-without-two-factor',
  title: 'A user signs in with a password alone',
  why: 'One stolen or guessed password is enough to act as that user in the cloud account.',
  severity: 'high',
  setting: 'Register a second factor for the user, or take the password away (IAM, Users, Security credentials)',
  references: { cicdSec: [2], cis: ['1.3.5'], slsa: [] },
  needs: { aws: ['credential_report'] },
  judge(graph) {
    // Those with all rights have a rule of their own, which weighs more.
    const owners = new Set(graph.owners());
    return graph
      .principals('human', 'service_account')
      .filter((user) => !owners.has(user))
      .map((user) =>
        judged(user.password === false ? true : user.twoFactor, named(user), graph.organization, {
          reason: 'It was not told whether the user has a second factor.',
          says: `${user.name} signs in to ${graph.organization.name} with a password alone.`,
          evidence: { user: user.name, password: user.password, two_factor: false },
          command: null,
        }),
      );
  },
};
