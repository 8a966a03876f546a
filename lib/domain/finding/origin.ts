/**
 * Where a finding that is introduced comes from, as its event keeps it, by place: with new code, or found by a later look at
 * code that had not changed (a new advisory, a new rule), or by the first look that a scanner ever took.
 */
export const FINDING_ORIGINS = ['introduced', 'disclosed', 'first_scan'] as const;
export type FindingOrigin = (typeof FINDING_ORIGINS)[number];

/** What a stream knows of itself before a report takes effect. */
interface KnownStream {
  lastSuccessAt: Date | null;
  lastSuccessCommit: string | null;
}

/** Where what a report introduces comes from. Without a commit nothing is known of the code: it counts as changed. */
export function originOf(stream: KnownStream, commit: string | null): FindingOrigin {
  if (stream.lastSuccessAt === null) return 'first_scan';
  return commit !== null && stream.lastSuccessCommit === commit ? 'disclosed' : 'introduced';
}
