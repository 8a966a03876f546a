import type { UnderWay } from '#components/shared/decide/under-way.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';

/** A finding as the list shows it. `unsaved`: what is decided about it is on its way, or was not taken. */
export type ListedFinding = FindingRow & { unsaved?: UnderWay };
