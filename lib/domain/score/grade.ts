export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof GRADES)[number];

/** A–E at 90/75/60/40; A also needs at least 90 points measured. */
export function gradeOf(points: number, measured: number): Grade {
  if (points >= 90 && measured >= 90) return 'A';
  if (points >= 75) return 'B';
  if (points >= 60) return 'C';
  return points >= 40 ? 'D' : 'E';
}
