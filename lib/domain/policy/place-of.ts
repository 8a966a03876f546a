import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import type { GatePlace, RefRole } from './gate-facts.ts';

interface Judged {
  fullName: string;
  defaultBranch: string;
  trackedRefs: readonly string[];
  criticality: Criticality;
  exposure: Exposure;
}

/** Where a gate stands. */
export function placeOf(
  repository: Judged,
  { ref, labels, pipelines }: Pick<GatePlace, 'ref' | 'labels' | 'pipelines'>,
): GatePlace {
  const { fullName, criticality, exposure } = repository;
  return { repository: fullName, criticality, exposure, labels, ref, role: roleOf(ref, repository), pipelines };
}

function roleOf(ref: string, repository: Judged): RefRole {
  if (ref === repository.defaultBranch) return 'default';
  return isTracked(ref, repository) ? 'tracked' : 'branch';
}
