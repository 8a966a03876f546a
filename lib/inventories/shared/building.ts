import type {
  Control,
  Grant,
  Inventory,
  InventorySource,
  Membership,
  Principal,
  Resource,
  Section,
} from '#lib/domain/privilege/inventory.ts';
import type { SkippedItem } from '#lib/scanners/contract.ts';
import { type Json, oneLine } from '#lib/scanners/shared/text.ts';
import type { InventoryDocument } from './document.ts';
import { failureOf } from './failure-of.ts';
import type { Row } from './section.ts';

/** An answer of a system about one repository, group or vault. */
export interface Answer {
  data: unknown;
  position: string;
}

/** Rows of a section that were asked for one resource each. */
interface Asked {
  /** The member of a row that names it. */
  key: string;
  /** The section that lists all of them. */
  listed: string;
  find(name: string): string | null;
  /** Those that must have been asked. */
  expected: readonly Resource[];
}

/** An inventory while it is being made of a document: what was read, and what could not be. */
export class Building<S extends string = string> {
  readonly document: InventoryDocument;
  readonly principals = new Map<string, Principal>();
  readonly resources = new Map<string, Resource>();
  readonly memberships: Membership[] = [];
  readonly grants: Grant[] = [];
  readonly controls: Control[] = [];
  readonly unanswered = new Map<string, Map<string, string>>();
  readonly skipped: SkippedItem[] = [];
  readonly #skippedIn = new Map<string, number>();

  constructor(document: InventoryDocument) {
    this.document = document;
    for (const [name, { unread }] of document.sections) {
      for (const { position, reason } of unread) this.skip(name, position, reason);
    }
  }

  rows(section: S): readonly Row[] {
    return this.document.sections.get(section)?.rows ?? [];
  }

  object(section: S): Json | null {
    return this.document.sections.get(section)?.object ?? null;
  }

  text(section: S): string | null {
    return this.document.sections.get(section)?.text ?? null;
  }

  isRead(section: S): boolean {
    return this.document.sections.get(section)?.status === 'ok';
  }

  /** Every row of it was read: who is not in it is not there. */
  isWhole(section: S): boolean {
    return this.isRead(section) && !this.#skippedIn.has(section);
  }

  /** A row that could not be read: what it may stand for, the rules say by its section. */
  skip(section: string, position: string, reason: string): void {
    this.#skippedIn.set(section, (this.#skippedIn.get(section) ?? 0) + 1);
    this.skipped.push({ position, reason, standsFor: null });
  }

  /** Adds a row once: pages may overlap, and then the first one counts. */
  addOnce<T extends { id: string; name: string }>(
    into: Map<string, T>,
    item: T,
    section: string,
    position: string,
  ): void {
    const known = into.get(item.id);
    if (known === undefined) into.set(item.id, item);
    else if (known.name !== item.name) {
      this.skip(section, position, `the id ${item.id} is that of ${oneLine(known.name, 100)} too`);
    }
  }

  leaveOpen(section: string, resource: string, reason: string): void {
    const known = this.unanswered.get(section) ?? new Map<string, string>();
    known.set(resource, known.get(resource) ?? reason);
    this.unanswered.set(section, known);
  }

  /** Hands on what was answered for each resource; what was not asked for, or got no answer, is not known. */
  eachOf(section: S, asked: Asked, read: (resource: Resource, answer: Answer) => void): void {
    if (!this.isRead(section)) return;
    const left = new Set(asked.expected.map(({ id }) => id));
    for (const { value, position } of this.rows(section)) {
      const given = value[asked.key];
      const name = typeof given === 'string' || typeof given === 'number' ? String(given) : null;
      const id = name === null ? null : asked.find(name);
      const resource = id === null ? undefined : this.resources.get(id);
      if (resource === undefined || id === null || name === null) {
        const reason =
          name === null ? `no ${asked.key}` : `${oneLine(name, 100)} is not in the section ${asked.listed}`;
        this.skip(section, position, reason);
        continue;
      }
      left.delete(id);
      const failure = failureOf(value);
      if (failure === null) read(resource, { data: value.data, position: `${position}.data` });
      else this.leaveOpen(section, id, `The section ${section} has no answer for ${resource.name}: ${failure}.`);
    }
    for (const id of left) {
      const { name = id, archived = false } = this.resources.get(id) ?? {};
      if (!archived) this.leaveOpen(section, id, `The section ${section} does not have ${name}.`);
    }
  }

  sections(): Section[] {
    return [...this.document.sections].map(([name, { status, reason, rows, unread, object }]) => ({
      name,
      status,
      rows: object === null ? rows.length + unread.length : 1,
      skipped: this.#skippedIn.get(name) ?? 0,
      reason,
    }));
  }

  inventory(source: InventorySource): Inventory {
    const { principals, resources, memberships, grants, controls, unanswered } = this;
    return {
      source,
      scope: this.document.scope,
      collectedAt: new Date(this.document.collectedAt),
      sections: this.sections(),
      principals: [...principals.values()],
      memberships,
      resources: [...resources.values()],
      grants,
      controls,
      unanswered,
    };
  }
}
