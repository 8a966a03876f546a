import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { safeAccess } from '../safe-access.ts';
import { reachesSecret, safeRights } from '../safe-rights.ts';

/** Shown by name. */
const NAMED = 10;

export const rule: PrivilegeRule = {
  id: 'safe-too-many-readers',
  title: 'Many people may read one safe',
  why: 'Each of them, and whoever takes over one of their accounts, has every password in the safe. When one is misused, nobody can tell who did it.',
  severity: 'high',
  setting:
    'Take "Retrieve accounts" and "Use accounts" from those who do not need them, or divide the safe (Safe, Members)',
  references: { cicdSec: [2, 6], cis: [], slsa: [] },
  needs: { cyberark: ['safes', 'safe_members', 'users', 'groups'] },
  judge: (graph, { safeReadersAtMost }, now) =>
    graph.resources('safe').map((safe): Outcome => {
      const unread = graph.whyUnknown('safe_members', safe.id);
      if (unread !== null) return unknown(null, named(safe), unread);
      const { people, closed } = safeAccess(graph, safe, now);
      const readers = [...people.values()].filter(({ rights }) => reachesSecret(rights)).map(({ who }) => who.name);
      if (readers.length > safeReadersAtMost) {
        const shown = readers.toSorted().slice(0, NAMED).join(', ');
        return fail(null, named(safe), {
          says: `${readers.length} people may read the safe ${safe.name}.`,
          evidence: {
            safe: safe.name,
            readers: readers.length,
            among_them: shown,
            policy_at_most: safeReadersAtMost,
          },
          command: null,
        });
      }
      const untold = closed.find(({ grant }) => reachesSecret(safeRights(grant)));
      return untold === undefined ? pass(null, named(safe)) : unknown(null, named(safe), untold.reason);
    }),
};
