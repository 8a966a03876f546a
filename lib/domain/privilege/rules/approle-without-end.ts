import { shellWord } from '#lib/domain/action/shell-word.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'approle-without-end',
  title: 'The secret of an AppRole never ends',
  why: 'It is a password like any other: in a file, a variable, a log. Whoever finds it years later is the role.',
  severity: 'high',
  setting:
    'Let secret ids end, by time or after few uses (secret_id_ttl, secret_id_num_uses), or let jobs sign in with their own tokens',
  references: { cicdSec: [6, 2], cis: [], slsa: [] },
  needs: { vault: ['approle_roles'] },
  judge: (graph) =>
    graph.resources('cloud_role').flatMap((role): Outcome[] => {
      const control = graph.control('secret_id', role.id);
      if (control === null) return [];
      const { asked, seconds, uses, ranges } = control;
      if (asked && seconds === null && uses === null) {
        return [unknown(null, named(role), 'It was not told when secret ids of the role end.')];
      }
      // 0 is no end.
      const isEndless = (seconds ?? 0) === 0 && (uses ?? 0) === 0;
      if (asked && !isEndless) return [pass(null, named(role))];
      // Without a secret, where it comes from is all that is asked.
      if (!asked && ranges > 0) return [pass(null, named(role))];
      const path = shellWord(`auth/${role.name.replace('/', '/role/')}`);
      return [
        fail(null, named(role), {
          says: asked ? `Secret ids of the role ${role.name} never end.` : `The role ${role.name} asks for no secret.`,
          evidence: { role: role.name, asks_for_secret: asked, secret_id_ttl: seconds, secret_id_num_uses: uses },
          command: path === null ? null : `vault write ${path} secret_id_ttl=24h secret_id_num_uses=1`,
        }),
      ];
    }),
};
