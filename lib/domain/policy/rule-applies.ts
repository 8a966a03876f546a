import { repositoryMatcher } from '#lib/domain/access/access.ts';
import type { GatePlace } from './gate-facts.ts';
import { matchesGlob } from './matches-glob.ts';
import type { PolicyRule } from './schema.ts';

/** Whether a rule is for this place. One that is switched off is for none. */
export function ruleApplies({ mode, when }: PolicyRule, place: GatePlace): boolean {
  if (mode === 'off') return false;
  if (when === undefined) return true;
  const { refs, repositories, pipelines, labels, criticality, exposure } = when;
  return (
    (refs === undefined || refs.some((pattern) => refMatches(pattern, place))) &&
    (repositories === undefined || repositoryMatcher(repositories)(place.repository)) &&
    (pipelines === undefined || place.pipelines.some((key) => pipelines.some((one) => matchesGlob(one, key)))) &&
    (labels === undefined || labels.some((label) => hasLabel(place, label))) &&
    (criticality === undefined || criticality.includes(place.criticality)) &&
    (exposure === undefined || exposure.includes(place.exposure))
  );
}

const hasLabel = ({ labels }: GatePlace, pattern: string): boolean =>
  labels.some((label) => matchesGlob(pattern, label));

function refMatches(pattern: string, { ref, role }: GatePlace): boolean {
  switch (pattern.toLowerCase()) {
    case '@default':
      return role === 'default';
    case '@tracked':
      return role !== 'branch';
    case '@branch':
      return role === 'branch';
    default:
      return matchesGlob(pattern, ref);
  }
}
