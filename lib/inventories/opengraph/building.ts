import type { Section } from '#lib/domain/privilege/inventory.ts';
import { Building } from '../shared/building.ts';
import type { Node } from './nodes.ts';
import type { OpengraphSection } from './sections.ts';

/** Of a graph, whose ids are those of its nodes; here things have the numbers that GitHub gave them. */
export class OpengraphBuilding extends Building<OpengraphSection> {
  readonly #ids = new Map<string, string>();
  readonly #derived = new Map<string, Section>();

  learn(node: Node, id: string): void {
    this.#ids.set(node.id, id);
  }

  idOf({ id }: Node): string | null {
    return this.#ids.get(id) ?? null;
  }

  byNative(id: string | null): string | null {
    return id === null ? null : (this.#ids.get(id) ?? null);
  }

  /** A file says nothing of what its collector could not read: only what is there proves that it was read. */
  derive(name: string, rows: number, unsure = 0): void {
    const state = rows > 0 ? ({ status: 'ok', reason: null } as const) : ({ status: 'absent', reason: null } as const);
    this.#derived.set(name, { name, rows, skipped: unsure, ...state });
  }

  override sections(): Section[] {
    return [...super.sections(), ...this.#derived.values()];
  }
}
