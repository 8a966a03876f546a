import { findBadge } from '#db/queries/badges.ts';
import type { Grade } from '#lib/domain/score/grade.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { bindTo, type System } from '#lib/system.ts';
import { readBadgeName } from './badge-url.ts';

export interface Badge {
  /** `B 82.4`, `not measured`, `archived` */
  message: string;
  /** Null: it is not judged. */
  grade: Grade | null;
}

/** Whoever has the address of a badge may see it, and only what it shows. Null: there is no badge of this name. */
export async function getBadge(system: System, name: string): Promise<Badge | null> {
  const wanted = readBadgeName(name);
  if (wanted === null) return null;
  const row = await findBadge(bindTo(system, wanted.orgId).readSql, { orgId: wanted.orgId }, wanted.key);
  if (row === null) return null;
  if (row.archived) return { message: 'archived', grade: null };
  if (row.score === null || row.grade === null) return { message: 'not measured', grade: null };
  return { message: `${row.grade} ${shownScore(row.score).toFixed(1)}`, grade: row.grade };
}
