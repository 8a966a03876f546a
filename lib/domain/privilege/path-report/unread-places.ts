import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { placesOf } from '#lib/domain/privilege/access/places-of.ts';
import type { Path } from '#lib/domain/privilege/path/path.ts';
import type { UnreadPlace } from './path-report.ts';
import { settingPlace } from './setting-place.ts';

/** Collects where paths may be that could not be seen. */
export class UnreadPlaces {
  readonly #reasons = new Map<string | null, string>();
  readonly #facts: AccessFacts;

  constructor(facts: AccessFacts) {
    this.#facts = facts;
    this.#targets();
  }

  /** A path that is possible and not proven may be one that was proven before: by what it goes through it stays. */
  add(path: Path): void {
    const places = path.target.repository === null ? path.through : [path.target.repository, ...path.through];
    for (const at of places) {
      const repository = placesOf(this.#facts)[at];
      if (repository !== undefined)
        this.#note(repository.id, `What could be read of ${repository.name} does not decide it.`);
    }
    for (const setting of path.settings) {
      const place = settingPlace(setting);
      if (place.startsWith('org/')) this.#note(place, 'What could be read of the organization does not decide it.');
    }
    if (path.target.repository !== null) return;
    const { kind, object, name } = path.target;
    this.#note(kind === 'cloudRole' ? object : 'org', `What could be read does not decide who reaches ${name}.`);
  }

  list(): UnreadPlace[] {
    return [...this.#reasons].map(([place, reason]) => ({ place, reason }));
  }

  /** Lists of things that may be production's, or that somebody gets in by: what is in them is not known. */
  #targets(): void {
    const { organization, secrets, runnerGroups, repositories, unreadClouds, safes, gitlab } = this.#facts;
    for (const { id, reason } of unreadClouds) this.#note(id, reason);
    const lists = {
      ...{ secrets, 'runner groups': runnerGroups, safes },
      apps: organization.apps,
      tokens: organization.tokens,
    };
    for (const [name, list] of Object.entries({ ...lists, people: organization.people, teams: organization.teams })) {
      if (list === null) this.#note('org', `The ${name} of the organization could not be read.`);
    }
    for (const [name, list] of Object.entries({ variables: gitlab?.variables, runners: gitlab?.runners })) {
      if (list === null) this.#note('org', `The ${name} of the group could not be read.`);
    }
    for (const name of gitlab?.untold ?? []) this.#note('org', `The variables of ${name} could not be read.`);
    for (const { id, name, variables, environments } of gitlab?.projects ?? []) {
      if (variables === null || environments === null)
        this.#note(id, `Variables or environments of ${name} could not be read.`);
    }
    for (const { id, name, secrets: own, environments } of repositories) {
      if (own === null || environments === null)
        this.#note(id, `Secrets or environments of ${name} could not be read.`);
    }
  }

  #note(place: string | null, reason: string): void {
    if (!this.#reasons.has(place)) this.#reasons.set(place, reason);
  }
}

/** Whether what leads to a target could not all be seen. Targets of the organization are anywhere. */
export function isUnread(unread: readonly UnreadPlace[], targetId: string): boolean {
  const object = targetId.slice(targetId.indexOf(':') + 1);
  return unread.some(({ place }) => {
    if (place === null) return true;
    if (object.startsWith('repo:')) return object.startsWith(`${place}/`);
    return place === 'org' || object === place || object.startsWith(`${place}/`);
  });
}
