import type { Transaction } from '#db/client.ts';
import { eachStanding } from '#db/queries/privilege-write.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { RowKind } from '#lib/domain/privilege/history/row.ts';
import type { Told, Untold } from '#lib/domain/privilege/history/told.ts';

/** A row that stands, while a snapshot is compared with it. */
export interface Known {
  content: string;
  unknown: boolean;
  /** The snapshot has it. */
  seen: boolean;
}

/** A principal or a resource: others refer to it by its number. */
export interface Numbered extends Known {
  key: string;
  number: number;
  /** Of a resource: number of what it lies in. */
  parent: number | null;
  /** It stood before this snapshot. */
  before: boolean;
}

/** What a snapshot did, as far as changes are drawn from it. */
export class Drawn {
  /** Highest level that ended, of each pair of principal and resource that anything happened to. */
  readonly pairs = new Map<string, { principal: number; resource: number; ended: number }>();
  readonly joined: { member: number; group: number }[] = [];
  readonly left: { member: number; group: number }[] = [];
  /** What apps and tokens may do by themselves. */
  readonly own: { principal: number; fromLevel: number; toLevel: number }[] = [];
  /** What stood before and does not any more: beside what stands, the state before. */
  readonly endedAdmins: { principal: number; resource: number }[] = [];
  readonly endedMemberships: { member: number; group: number }[] = [];

  pair(principal: number, resource: number, ended: number): void {
    const name = `${principal} ${resource}`;
    const known = this.pairs.get(name);
    this.pairs.set(name, { principal, resource, ended: Math.max(ended, known?.ended ?? 0) });
  }
}

/** A snapshot while it is compared with what stands. */
export interface SnapshotWork {
  tx: Transaction;
  scope: RepositoryScope;
  /** Its number. */
  snapshot: number;
  told: Told;
  untold: Untold;
  /** By key. */
  resources: Map<string, Numbered>;
  principals: Map<string, Numbered>;
  /** By number. */
  resourcesByNumber: Map<number, Numbered>;
  drawn: Drawn;
  /** Rows that were added, ended or said otherwise. */
  written: number;
  dangling: number;
}

/** Keys of a resource and of all that it lies in. */
export function placesOf({ resourcesByNumber }: SnapshotWork, resource: number | null): string[] {
  const places: string[] = [];
  for (let at = resource; at !== null && places.length < 20; ) {
    const found = resourcesByNumber.get(at);
    if (found === undefined) break;
    places.push(found.key);
    at = found.parent;
  }
  return places;
}

export async function loadNumbered(
  tx: Transaction,
  scope: RepositoryScope,
  kind: 'resource' | 'principal',
): Promise<Map<string, Numbered>> {
  const found = new Map<string, Numbered>();
  for await (const rows of eachStanding(tx, scope, kind)) {
    for (const row of rows) found.set(row.key, { ...row, seen: false, before: true });
  }
  return found;
}

export async function loadKnown(
  tx: Transaction,
  scope: RepositoryScope,
  kind: Exclude<RowKind, 'resource' | 'principal'>,
): Promise<Map<string, Known>> {
  const found = new Map<string, Known>();
  for await (const rows of eachStanding(tx, scope, kind)) {
    for (const { key, content, unknown } of rows) found.set(key, { content, unknown, seen: false });
  }
  return found;
}
