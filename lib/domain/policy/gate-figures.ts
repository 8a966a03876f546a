/** Counts of one repository. */
export interface CountedGates {
  repoId: number;
  judged: number;
  failed: number;
  warned: number;
}

export interface GateTotals {
  judged: number;
  failed: number;
  warned: number;
  /** Rules that made reports fail, the one with the most first. */
  rules: { id: string; failed: number }[];
  /** Those with failed reports, the one with the most first. */
  repositories: { repository: string; judged: number; failed: number }[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How reports came out, of all these repositories together: for screens and mails alike. */
export function gateFigures(
  counts: readonly CountedGates[],
  broken: readonly { repoId: number; rule: string; failed: number }[],
  nameOf: (repoId: number) => string | undefined,
): GateTotals {
  const seen = counts.filter(({ repoId }) => nameOf(repoId) !== undefined);
  const sum = (of: 'judged' | 'failed' | 'warned'): number => seen.reduce((all, one) => all + one[of], 0);
  const rules = new Map<string, number>();
  for (const { repoId, rule, failed } of broken) {
    if (nameOf(repoId) !== undefined) rules.set(rule, (rules.get(rule) ?? 0) + failed);
  }
  return {
    ...{ judged: sum('judged'), failed: sum('failed'), warned: sum('warned') },
    rules: [...rules].map(([id, failed]) => ({ id, failed })).sort((a, b) => b.failed - a.failed || byText(a.id, b.id)),
    repositories: seen
      .flatMap(({ repoId, judged, failed }) => {
        const repository = nameOf(repoId);
        return failed === 0 || repository === undefined ? [] : [{ repository, judged, failed }];
      })
      .sort((a, b) => b.failed - a.failed || byText(a.repository, b.repository)),
  };
}
