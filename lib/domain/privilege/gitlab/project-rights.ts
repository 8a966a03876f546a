import type { Reach } from '#lib/domain/privilege/access/reach.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Allowed, GitlabProject } from './facts.ts';
import type { GroupAccess } from './group-access.ts';

/** Who may do what in a project, by roles alone. */
export interface ProjectRights {
  readonly project: GitlabProject;
  readonly groups: GroupAccess;
  /** People with at least this role. */
  atLeast(level: number): Reach;
  /** Tokens with at least this role that push, or that change settings. */
  tokens(level: number, right: 'writes' | 'administers'): Reach;
  /** Deploy keys that push: as whoever made them, which nobody tells. */
  readonly keys: Reach;
  /** Those whom a rule lets in, of all kinds. `only` those that a test takes. */
  named(list: Known<readonly Allowed[]>, only?: (each: Allowed) => boolean): Reach;
}
