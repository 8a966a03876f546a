import type { Control, Grant, Membership, Principal, Resource, Section } from '#lib/domain/privilege/inventory.ts';
import type { SkippedItem } from '#lib/scanners/contract.ts';
import { asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { failureWords, type InventoryDocument, type Row } from '../shared/document.ts';
import type { GithubSection } from './sections.ts';

/** An answer of GitHub about one repository or team. */
export interface Answer {
  data: unknown;
  position: string;
}

/** An inventory while it is being made of a document: what was read, and what could not be. */
export class Building {
  readonly document: InventoryDocument;
  readonly principals = new Map<string, Principal>();
  readonly resources = new Map<string, Resource>();
  readonly memberships: Membership[] = [];
  readonly grants: Grant[] = [];
  readonly controls: Control[] = [];
  readonly unanswered = new Map<string, Map<string, string>>();
  readonly skipped: SkippedItem[] = [];
  readonly #skippedIn = new Map<string, number>();
  readonly #logins = new Map<string, string>();
  readonly #repositories = new Map<string, string>();
  readonly #teams = new Map<string, string>();

  constructor(document: InventoryDocument) {
    this.document = document;
    for (const [name, { unread }] of document.sections) {
      for (const { position, reason } of unread) this.skip(name, position, reason);
    }
  }

  rows(section: GithubSection): readonly Row[] {
    return this.document.sections.get(section)?.rows ?? [];
  }

  object(section: GithubSection): Json | null {
    return this.document.sections.get(section)?.object ?? null;
  }

  isRead(section: GithubSection): boolean {
    return this.document.sections.get(section)?.status === 'ok';
  }

  /** Every row of it was read: who is not in it is not there. */
  isWhole(section: GithubSection): boolean {
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
    if (!this.isRead(section) || !this.isRead('repositories')) return;
    const left = new Set([...this.resources.values()].filter(({ kind }) => kind === 'repo').map(({ id }) => id));
    for (const { value, position } of this.rows(section)) {
      const name = asString(value.repo);
      const id = name === null ? null : this.byRepository(name);
      const repository = id === null ? undefined : this.resources.get(id);
      if (repository === undefined || id === null) {
        this.skip(
          section,
          position,
          name === null ? 'no repo' : `${oneLine(name, 100)} is not in the section repositories`,
        );
        continue;
      }
      left.delete(id);
      const failure = failureOf(value);
      if (failure === null) read(repository, { data: value.data, position: `${position}.data` });
      else this.leaveOpen(section, id, `The section ${section} has no answer for ${repository.name}: ${failure}.`);
    }
    for (const id of left) {
      const { name = id, archived = false } = this.resources.get(id) ?? {};
      if (!archived) this.leaveOpen(section, id, `The section ${section} does not have ${name}.`);
    }
  }

  leaveOpen(section: string, resource: string, reason: string): void {
    const known = this.unanswered.get(section) ?? new Map<string, string>();
    known.set(resource, known.get(resource) ?? reason);
    this.unanswered.set(section, known);
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
}

/** Why a row holds no data; null when it does. A 404 of a question about something that is not there is an answer. */
export function failureOf(row: Json): string | null {
  if (row.status === 'failed') return failureWords(row);
  if (row.data === undefined) return 'no data';
  if (isRecord(row.data) && typeof row.data.message === 'string' && isError(row.data)) {
    return row.data.message === 'Branch not protected' ? null : failureWords(row.data);
  }
  return null;
}

/** GitHub's errors have a message, and nothing of what was asked for. */
const isError = (data: Json): boolean =>
  Object.keys(data).every((name) => ['message', 'documentation_url', 'status', 'errors'].includes(name));
