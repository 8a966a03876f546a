type How = 'push' | 'replace';

/** Where one goes: an address of this product, and whether Back leads to the one before. */
export interface Step {
  address: string;
  how: How;
}

/** The browser, and the router, as far as addresses are concerned. */
export interface Surroundings {
  /** Path and query that the browser shows. */
  here: () => string;
  /** Changes them at once, without the server. */
  write: (step: Step) => void;
}

interface Coming extends Step {
  /** What the browser showed when this was asked for. */
  from: string;
}

const pathOf = (address: string): string => address.split('?', 1)[0] ?? '';
const queryOf = (address: string): URLSearchParams => new URLSearchParams(address.slice(pathOf(address).length));

/**
 * The address that was last gone to. A screen that the server has yet to answer stands in no address bar, and what was
 * drawn last is older still: a change that is made from either would take back what a person has just chosen.
 */
export class CurrentAddress {
  readonly #around: Surroundings;
  #coming: Coming | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** The navigation that is under way; null once the browser has moved, there or elsewhere (Back). */
  get #underWay(): Coming | null {
    return this.#coming?.from === this.#around.here() ? this.#coming : null;
  }

  read(): string {
    return this.#underWay?.address ?? this.#around.here();
  }

  query(): URLSearchParams {
    return queryOf(this.read());
  }

  /** The router was told to go there. What it returns says that the router is done, wherever it arrived. */
  expect(step: Step): () => void {
    const coming = { ...step, from: this.#around.here() };
    this.#coming = coming;
    return () => {
      if (this.#coming === coming) this.#coming = null;
    };
  }

  /**
   * Changes the address of this screen. While the same screen is on its way with another query, `go` asks the router for
   * the changed one instead. While another screen is on its way, what settles by itself (typing) is late and changes
   * nothing; what somebody chose takes its place.
   */
  change(next: (query: URLSearchParams) => Step, go: (step: Step) => void): void {
    const here = this.#around.here();
    const coming = this.#underWay;
    if (coming !== null && pathOf(coming.address) === pathOf(here)) {
      const step = next(queryOf(coming.address));
      go(coming.how === 'push' ? { ...step, how: 'push' } : step);
      return;
    }
    const step = next(queryOf(here));
    if (coming !== null && step.how === 'replace') return;
    this.#coming = null;
    this.#around.write(step);
  }
}

/** That of this window. */
export const currentAddress = new CurrentAddress({
  here: () => `${window.location.pathname}${window.location.search}`,
  write: ({ address, how }) =>
    how === 'push' ? window.history.pushState(null, '', address) : window.history.replaceState(null, '', address),
});

export type Values = Readonly<Record<string, string | null | undefined>>;

/** The query with other values, as addresses write it. `null` or an empty text removes one, `undefined` leaves it. */
export function withValues(query: URLSearchParams, values: Values): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') next.delete(name);
    else if (value !== undefined) next.set(name, value);
  }
  const text = next.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
