import { Fault } from '#lib/errors.ts';

/** Refuses a change that was made on top of another version than the newest: what somebody saved meanwhile is not lost. */
export function requireVersion(changed: number, newest: number): void {
  if (changed === newest) return;
  throw new Fault(
    'conflict',
    `Version ${newest} is in force, and this changes version ${changed}. Look at what was saved meanwhile, and save on top of it.`,
  );
}
