import type { Section } from '../inventory.ts';

/** Per section: keys of the resources of which it has no answer. */
export type Unanswered = ReadonlyMap<string, ReadonlySet<string>>;

/** What a snapshot told: by it absence is judged. */
export class Told {
  readonly #sections: ReadonlyMap<string, Section>;
  readonly #unanswered: Unanswered;

  constructor(sections: readonly Section[], unanswered: Unanswered) {
    this.#sections = new Map(sections.map((each) => [each.name, each]));
    this.#unanswered = unanswered;
  }

  isWhole(section: string): boolean {
    const found = this.#sections.get(section);
    return found?.status === 'ok' && found.skipped === 0;
  }

  /**
   * Whether it says nothing of what is not in it.
   * @param sections of the row; null: all
   * @param places keys of the resource that the row is about, and of all that this lies in
   */
  isSilent(sections: readonly string[] | null, places: readonly string[]): boolean {
    const asked = sections ?? [...this.#sections.keys()];
    return asked.some((section) => {
      const open = this.#unanswered.get(section);
      return !this.isWhole(section) || (open !== undefined && places.some((place) => open.has(place)));
    });
  }
}

/** A section, or what it says of one resource (a key; empty: all of it), that no snapshot has told yet. */
export interface UntoldPart {
  section: string;
  resource: string;
}

/** What no snapshot has told yet: the first one that does draws no change. */
export class Untold {
  readonly #parts: ReadonlySet<string>;
  /** Sections that the snapshot before has at all; null: there is none. */
  readonly #known: ReadonlySet<string> | null;

  constructor(parts: readonly UntoldPart[], known: readonly Section[] | null) {
    this.#parts = new Set(parts.map(({ section, resource }) => nameOf(section, resource)));
    this.#known = known === null ? null : new Set(known.map(({ name }) => name));
  }

  isFirst(sections: readonly string[] | null, places: readonly string[]): boolean {
    if (this.#known === null) return true;
    return (sections ?? []).some(
      (section) => this.#isUntold(section) || places.some((place) => this.#parts.has(nameOf(section, place))),
    );
  }

  /** @param wasThere whether a resource, by its key, stood before the snapshot */
  after(sections: readonly Section[], unanswered: Unanswered, wasThere: (resource: string) => boolean): UntoldPart[] {
    return sections.flatMap(({ name, status }) => {
      const first = this.#isUntold(name);
      if (status !== 'ok') return first ? [{ section: name, resource: '' }] : this.#left(name);
      const open = [...(unanswered.get(name) ?? [])];
      const still = open.filter((each) => first || !wasThere(each) || this.#parts.has(nameOf(name, each)));
      return still.map((resource) => ({ section: name, resource }));
    });
  }

  #isUntold(section: string): boolean {
    return this.#known === null || !this.#known.has(section) || this.#parts.has(nameOf(section, ''));
  }

  /** A section that failed this time tells of none of them. */
  #left(section: string): UntoldPart[] {
    const begin = nameOf(section, '');
    return [...this.#parts]
      .filter((part) => part.startsWith(begin) && part !== begin)
      .map((part) => ({ section, resource: part.slice(begin.length) }));
  }
}

const nameOf = (section: string, resource: string): string => `${section} ${resource}`;
