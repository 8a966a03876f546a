import type { LockedWork } from '#db/queries/action-work.ts';
import type { Changed } from '#lib/domain/action/work.ts';

/** A change of the work on an action that is to be written. */
export interface Done {
  row: LockedWork;
  changed: Changed;
  fullName: string;
}
