import type { BranchRule, Control, Grant, Inventory, Named, Principal, Resource, ResourceKind } from './inventory.ts';

type ControlOf<K extends Control['kind']> = Extract<Control, { kind: K }>;

/** An inventory with what rules look up in it. */
export class InventoryGraph {
  readonly inventory: Inventory;
  readonly #principals: Map<string, Principal>;
  readonly #resources: Map<string, Resource>;
  readonly #grantsOf = new Map<string, Grant[]>();
  readonly #grantsOn = new Map<string, Grant[]>();
  readonly #controls = new Map<string, Control[]>();
  readonly #groupsOf = new Map<string, string[]>();
  #resourcesIn: Map<string, Resource[]> | null = null;
  #peopleIn: Map<string, Principal[]> | null = null;

  constructor(inventory: Inventory) {
    this.inventory = inventory;
    this.#principals = new Map(inventory.principals.map((each) => [each.id, each]));
    this.#resources = new Map(inventory.resources.map((each) => [each.id, each]));
    for (const grant of inventory.grants) {
      push(this.#grantsOf, grant.principal, grant);
      push(this.#grantsOn, grant.resource, grant);
    }
    for (const control of inventory.controls) push(this.#controls, control.resource, control);
    for (const { member, group } of inventory.memberships) push(this.#groupsOf, member, group);
  }

  get organization(): Named {
    return { id: 'org', name: this.inventory.scope };
  }

  principal(id: string): Principal | null {
    return this.#principals.get(id) ?? null;
  }

  resource(id: string): Resource | null {
    return this.#resources.get(id) ?? null;
  }

  resources(kind: ResourceKind): Resource[] {
    return this.inventory.resources.filter((each) => each.kind === kind && !this.#isArchived(each));
  }

  /** What lies in a resource itself, not deeper. */
  resourcesIn(parent: string): readonly Resource[] {
    if (this.#resourcesIn === null) {
      const found = new Map<string, Resource[]>();
      for (const each of this.inventory.resources) if (each.parent !== null) push(found, each.parent, each);
      this.#resourcesIn = found;
    }
    return this.#resourcesIn.get(parent) ?? [];
  }

  principals(...kinds: Principal['kind'][]): Principal[] {
    return this.inventory.principals.filter(({ kind }) => kinds.includes(kind));
  }

  grantsOf(principal: string): readonly Grant[] {
    return this.#grantsOf.get(principal) ?? [];
  }

  grantsOn(resource: string): readonly Grant[] {
    return this.#grantsOn.get(resource) ?? [];
  }

  control<K extends Control['kind']>(kind: K, resource: string): ControlOf<K> | null {
    return this.controls(kind, resource)[0] ?? null;
  }

  controls<K extends Control['kind']>(kind: K, resource: string): ControlOf<K>[] {
    const found = this.#controls.get(resource) ?? [];
    return found.filter((control): control is ControlOf<K> => control.kind === kind);
  }

  branchRules(repository: string): BranchRule[] {
    return this.controls('branch', repository);
  }

  /** Every group that it is in, through groups in groups too, however deep; a circle of groups ends where it began. */
  groupsOf(member: string): Set<string> {
    const found = new Set<string>();
    const open = [member];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const group of this.#groupsOf.get(next) ?? []) {
        if (found.has(group)) continue;
        found.add(group);
        open.push(group);
      }
    }
    found.delete(member);
    return found;
  }

  /** Everybody who is in a group, through groups in groups too: people, and machines. */
  peopleIn(group: string): readonly Principal[] {
    if (this.#peopleIn === null) {
      const found = new Map<string, Principal[]>();
      for (const who of this.inventory.principals) {
        if (who.kind !== 'group') for (const each of this.groupsOf(who.id)) push(found, each, who);
      }
      this.#peopleIn = found;
    }
    return this.#peopleIn.get(group) ?? [];
  }

  /** Those who own the organization itself: people and accounts, by a role, a policy, or a group that they are in. */
  owners(): Principal[] {
    const owning = this.grantsOn('org').filter(({ level, via }) => level === 5 && OWNING.has(via));
    const holders = owning.flatMap(({ principal }) => this.principal(principal) ?? []);
    const all = holders.flatMap((each) => (each.kind === 'group' ? this.peopleIn(each.id) : [each]));
    return [...new Set(all)].filter(({ kind }) => OWNERS.has(kind));
  }

  /** Why a section says nothing of a resource; null when it does. */
  whyUnknown(section: string, resource: string): string | null {
    return this.whyUnread(section) ?? this.inventory.unanswered.get(section)?.get(resource) ?? null;
  }

  isRead(section: string): boolean {
    return this.whyUnread(section) === null;
  }

  /** Why nothing is known of a section; null when it was read. */
  whyUnread(section: string): string | null {
    const known = this.inventory.sections.find(({ name }) => name === section);
    if (known?.status === 'ok') return null;
    if (known === undefined || known.status === 'absent') return `The inventory does not have the section ${section}.`;
    return `The section ${section} could not be read${known.reason === null ? '' : `: ${known.reason}`}.`;
  }

  /** Whether every row of a section could be read: what is counted needs them all. */
  isWhole(section: string): boolean {
    return this.inventory.sections.some(
      ({ name, status, skipped }) => name === section && status === 'ok' && skipped === 0,
    );
  }

  /** Nothing can be changed in it, so that nothing in it can be misused. */
  #isArchived({ archived, parent }: Resource): boolean {
    if (archived) return true;
    const above = parent === null ? null : this.resource(parent);
    return above !== null && this.#isArchived(above);
  }
}

const OWNING: ReadonlySet<Grant['via']> = new Set(['role', 'policy', 'group']);
const OWNERS: ReadonlySet<Principal['kind']> = new Set(['human', 'bot', 'service_account']);

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [value]);
  else known.push(value);
}
