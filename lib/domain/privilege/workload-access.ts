import type { WorkloadAccess } from './events/workload-access.ts';
import type { Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';

/** Which workload asked for which, in one line for each pair: by several policies together. */
export function workloadAccess(graph: InventoryGraph): { access: WorkloadAccess; server: Resource }[] {
  const found = new Map<string, { access: WorkloadAccess; server: Resource }>();
  for (const control of graph.inventory.controls) {
    if (control.kind !== 'workload_access') continue;
    const server = graph.resource(control.resource);
    if (server === null) continue;
    const key = `${control.client?.id ?? ''} ${server.id}`;
    const known = found.get(key);
    found.set(key, { access: known === undefined ? control : together(known.access, control), server });
  }
  return [...found.values()];
}

function together(a: WorkloadAccess, b: WorkloadAccess): WorkloadAccess {
  return {
    ...a,
    policy: a.policy ?? b.policy,
    authorized: a.authorized + b.authorized,
    denied: a.denied + b.denied,
    lastAuthorizedAt: later(a.lastAuthorizedAt, b.lastAuthorizedAt),
    lastDeniedAt: later(a.lastDeniedAt, b.lastDeniedAt),
    denials: [...a.denials, ...b.denials].sort((x, y) => y.count - x.count),
  };
}

const later = (a: Date | null, b: Date | null): Date | null => (a === null || (b !== null && b > a) ? b : a);
