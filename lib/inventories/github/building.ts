import type { Resource } from '#lib/domain/privilege/inventory.ts';
import { type Answer, Building } from '../shared/building.ts';
import type { GithubSection } from './sections.ts';

/** Of GitHub, where answers name people, repositories and teams by names that change. */
export class GithubBuilding extends Building<GithubSection> {
  readonly #logins = new Map<string, string>();
  readonly #repositories = new Map<string, string>();
  readonly #teams = new Map<string, string>();

  /** @returns false where another account has the login in another case, which cannot be on GitHub */
  learnLogin(login: string, id: string): boolean {
    const known = this.#logins.get(login.toLowerCase());
    if (known !== undefined && known !== id) return false;
    this.#logins.set(login.toLowerCase(), id);
    return true;
  }

  byLogin(login: string): string | null {
    return this.#logins.get(login.toLowerCase()) ?? null;
  }

  learnRepository(fullName: string, id: string): void {
    this.#repositories.set(fullName.toLowerCase(), id);
  }

  learnTeam(slug: string, id: string): void {
    this.#teams.set(slug.toLowerCase(), id);
  }

  byTeam(slug: string): string | null {
    return this.#teams.get(slug.toLowerCase()) ?? null;
  }

  /** `acme/web` or `web`, in any case. */
  byRepository(name: string): string | null {
    const full = name.includes('/') ? name : `${this.document.scope}/${name}`;
    return this.#repositories.get(full.toLowerCase()) ?? null;
  }

  /** Hands on what was answered for each repository; who was not asked, or got no answer, is not known. */
  eachRepository(section: GithubSection, read: (repository: Resource, answer: Answer) => void): void {
    if (!this.isRead('repositories')) return;
    const expected = [...this.resources.values()].filter(({ kind }) => kind === 'repo');
    const find = (name: string) => this.byRepository(name);
    this.eachOf(section, { key: 'repo', listed: 'repositories', find, expected }, read);
  }
}
