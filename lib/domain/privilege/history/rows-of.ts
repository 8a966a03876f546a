import { hashText } from '../../identity/hash.ts';
import type { Control, Inventory, Resource } from '../inventory.ts';
import type { PrivilegeRow } from './row.ts';

/** Controls of which a resource has one at most: they are kept with it. What was not told of them is not lost. */
const KEPT: ReadonlySet<string> = new Set<string>([
  'organization',
  'actions',
  'environment',
  'code_owners',
  'runner_group',
  'job_token',
  'dual_control',
  'rotation',
  'checkout',
  'management',
]);

/** Everything that an inventory says of who may do what, what is referred to before what refers to it. */
export function* rowsOf(inventory: Inventory): Generator<PrivilegeRow> {
  const controls = controlsOf(inventory.controls);
  for (const { id, parent, sections = null, ...record } of parentsFirst(inventory.resources)) {
    const refs = parent === null ? [] : [resourceKey(parent)];
    const found = controls.get(id);
    yield {
      kind: 'resource',
      key: resourceKey(id),
      refs,
      sections,
      record: { id, ...record, ...(found && { controls: found }) },
    };
  }
  for (const { id, sections = null, ...record } of inventory.principals) {
    yield { kind: 'principal', key: principalKey(id), refs: [], sections, record: { id, ...record } };
  }
  for (const { member, group, sections = null } of inventory.memberships) {
    const refs = [principalKey(member), principalKey(group)];
    yield { kind: 'membership', key: keyOf('membership', member, group), refs, sections, record: {} };
  }
  for (const { principal, resource, sections = null, ...record } of inventory.grants) {
    const key = keyOf('grant', principal, resource, record.via, record.permission);
    yield { kind: 'grant', key, refs: [principalKey(principal), resourceKey(resource)], sections, record };
  }
}

export const resourceKey = (id: string): string => keyOf('resource', id);
export const principalKey = (id: string): string => keyOf('principal', id);

const keyOf = (...parts: readonly string[]): string => hashText(JSON.stringify(parts));

function controlsOf(controls: readonly Control[]): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  for (const { kind, resource, ...settings } of controls) {
    if (!KEPT.has(kind)) continue;
    const known = found.get(resource) ?? {};
    known[kind] = settings;
    found.set(resource, known);
  }
  return found;
}

/** A circle of parents ends where it began. */
function* parentsFirst(resources: readonly Resource[]): Generator<Resource> {
  const known = new Map(resources.map((each) => [each.id, each]));
  const done = new Set<string>();
  for (const resource of resources) {
    const chain: Resource[] = [];
    for (let at: Resource | undefined = resource; at !== undefined && !done.has(at.id); ) {
      done.add(at.id);
      chain.push(at);
      at = at.parent === null ? undefined : known.get(at.parent);
    }
    yield* chain.reverse();
  }
}
