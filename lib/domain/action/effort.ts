export const EFFORT_KINDS = ['pin', 'patch', 'minor', 'major', 'iac', 'image', 'rotate', 'code'] as const;
export type EffortKind = (typeof EFFORT_KINDS)[number];

/** What the organization's own fixes of one kind say of their effort. */
export interface Experience {
  closings: number;
  medianHours: number;
  /** Fixes that were verified later are not in it. */
  until: Date;
}

/** Hours that one repository takes, and who says so: the organization's own fixes, or our guess. */
export interface Effort {
  hours: number;
  /** Null: a rule of thumb. */
  experience: Experience | null;
}

const BASE_HOURS: Readonly<Record<EffortKind, number>> = {
  pin: 0.25,
  patch: 0.5,
  minor: 1,
  major: 4,
  iac: 1,
  image: 2,
  rotate: 2,
  code: 4,
};
/** From so many closings on, an organization's own median says more than our guess. */
const CLOSINGS_NEEDED = 10;
/**
 * How far from the guess the median may lead. It is made of time that passed, in which people do other things too: without
 * a bound, the kinds that are learned would be pushed behind those that nobody has measured yet.
 */
const FURTHEST = 4;

/** Hours that one repository takes, and where they come from. */
export function effortOf(kind: EffortKind, experience?: Experience | null): Effort {
  const guess = BASE_HOURS[kind];
  if (!experience || experience.closings < CLOSINGS_NEEDED) return { hours: guess, experience: null };
  const hours = Math.min(guess * FURTHEST, Math.max(guess / FURTHEST, experience.medianHours));
  return { hours, experience };
}

/** Hours that one repository takes. */
export const effortHours = (kind: EffortKind, experience?: Experience | null): number =>
  effortOf(kind, experience).hours;
