import type { EffortKind } from './effort.ts';
import type { Assignee } from './work.ts';

/** What belongs to an event of an action's history beside who, when and by which upload. */
export interface WorkEventDetail {
  /** Whose it became, or whose it was; of a team with its name of that time, which may be gone. */
  assignee?: Assignee & { team?: string };
  /** The API token that did it, by its name of that time. */
  byToken?: string;
  /** A date that a person set, ISO 8601, and why. */
  dueAt?: string;
  reason?: string;
  /** Of `unassigned` that nobody asked for: it lost sight of the repository. */
  lostSight?: true;
  /** Of `verified`: hours of work between claiming and saying that it is fixed, of which effort is learned. */
  hours?: number;
  effortKind?: EffortKind;
  /** From when to when these hours passed, ISO 8601. */
  from?: string;
  to?: string;
}
