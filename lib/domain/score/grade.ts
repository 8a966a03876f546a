export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof GRADES)[number];

/** The lowest score of each grade. */
export const GRADE_FROM: Readonly<Record<Grade, number>> = { A: 90, B: 75, C: 60, D: 40, E: 0 };
/** Points of 100 that must be measured for an A. */
export const MEASURED_FOR_A = 90;

/** `points` is the score, `measured` how many of 100 points are measured. */
export function gradeOf(points: number, measured: number): Grade {
  const grade = GRADES.find((one) => points >= GRADE_FROM[one]) ?? 'E';
  return grade === 'A' && measured < MEASURED_FOR_A ? 'B' : grade;
}
