import { fail, named, pass, unknown } from '../outcomes.ts';
import { productionSafes } from '../production-safes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { liveGrants } from '../safe-access.ts';
import { dualControlOf } from '../safe-control.ts';
import { reachesSecret, safeRights } from '../safe-rights.ts';

export const rule: PrivilegeRule = {
  id: 'dual-control-bypassed',
  title: "Somebody takes passwords of production's without the approval that others need",
  why: 'Dual control holds for everybody but them. Whoever takes over such an account is asked by nobody.',
  severity: 'high',
  setting: 'Take "Access Safe without confirmation" from the member (Safe, Members)',
  references: { cicdSec: [1, 5], cis: [], slsa: [] },
  needs: { cyberark: ['safes', 'safe_members'] },
  judge: (graph, settings, now) =>
    productionSafes(graph, settings).flatMap(({ safe, because }): Outcome[] => {
      const unread = graph.whyUnknown('safe_members', safe.id);
      if (unread !== null) return [unknown(null, named(safe), unread)];
      // Where nobody needs an approval there is nothing to pass by: another rule says that.
      if (dualControlOf(graph, safe).required === false) return [pass(null, named(safe))];
      const found = liveGrants(graph, safe, now).flatMap((grant): Outcome[] => {
        const holder = graph.principal(grant.principal);
        const rights = safeRights(grant);
        const isPerson = holder !== null && ['human', 'group'].includes(holder.kind);
        if (!isPerson || !rights.has('without confirmation') || !reachesSecret(rights)) return [];
        return [
          fail(named(holder), named(safe), {
            says: `${holder.name} takes passwords of the safe ${safe.name} without approval.`,
            evidence: { safe: safe.name, member: holder.name, permission: grant.permission, ...because },
            command: null,
          }),
        ];
      });
      return found.length === 0 ? [pass(null, named(safe))] : found;
    }),
};
