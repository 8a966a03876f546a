import type { Level, Resource } from '#lib/domain/privilege/inventory.ts';
import { asArray, asRecord, type Json } from '#lib/scanners/shared/text.ts';
import { type Answer, Building } from '../shared/building.ts';
import { idOf } from '../shared/values.ts';
import type { GitlabSection } from './sections.ts';

/** Of GitLab, where answers name projects by number or by path. */
export class GitlabBuilding extends Building<GitlabSection> {
  readonly #projects = new Map<string, string>();
  readonly #usernames = new Map<string, string>();

  learnProject(path: string, id: string): void {
    this.#projects.set(path.toLowerCase(), id);
  }

  learnUsername(username: string, id: string): void {
    this.#usernames.set(username.toLowerCase(), id);
  }

  byUsername(username: string): string | null {
    return this.#usernames.get(username.toLowerCase()) ?? null;
  }

  /** Hands on what was answered for each project; what was not asked for, or got no answer, is not known. */
  eachProject(section: GitlabSection, read: (project: Resource, answer: Answer) => void): void {
    if (!this.isRead('projects')) return;
    const expected = [...this.resources.values()].filter(({ kind }) => kind === 'repo');
    const find = (name: string): string | null =>
      idOf(name) === null ? (this.#projects.get(name.toLowerCase()) ?? null) : `repo:${name}`;
    this.eachOf(section, { key: 'project', listed: 'projects', find, expected }, read);
  }

  /** The rows of an answer that is a list; a project whose answer is none is left open. */
  eachRow(section: GitlabSection, read: (project: Resource, row: Json, position: string) => string | null): void {
    this.eachProject(section, (project, { data, position }) => {
      if (!Array.isArray(data)) {
        this.leaveOpen(section, project.id, `The section ${section} does not have every row of ${project.name}.`);
        return;
      }
      for (const [index, each] of asArray(data).entries()) {
        const place = `${position}[${index}]`;
        const problem = read(project, asRecord(each), place);
        if (problem === null) continue;
        this.skip(section, place, problem);
        this.leaveOpen(section, project.id, `A row of the section ${section} could not be read for ${project.name}.`);
      }
    });
  }
}

/** GitLab's numbers: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner. Null: none of these. */
export function roleOf(value: unknown): { permission: string; level: Level } | null {
  switch (value) {
    case 5:
    case 10:
    case 15:
      return { permission: 'guest', level: 1 };
    case 20:
    case 25:
      return { permission: 'reporter', level: 2 };
    case 30:
      return { permission: 'developer', level: 3 };
    case 40:
      return { permission: 'maintainer', level: 4 };
    case 50:
    case 60:
      return { permission: 'owner', level: 5 };
    default:
      return null;
  }
}
