import type { Gap, ReportPart, ReportSummary, StandsFor } from '#lib/scanners/contract.ts';

/** The summary of a report by one tool on one subject. */
export function onePart(
  part: Pick<ReportPart, 'scanner' | 'categories'> & Partial<ReportPart>,
  scannedAt: string | null = null,
): ReportSummary {
  return { parts: [{ scannerVersion: null, subject: null, gaps: [], ...part }], scannedAt };
}

export const everything = (reason: string): Gap => ({ scope: 'everything', reason });

/** Nothing was looked at, or not analysed: no clean scan, unless the sender himself says that it is complete. */
export const nothingScanned = (reason: string): Gap => ({ scope: 'everything', reason, nothingScanned: true });

/** A gap in the files that the report names; in everything where it names none. */
export function inFiles(paths: readonly (string | null)[], reason: string): Gap {
  const named = paths.filter((path) => path !== null && path !== '') as string[];
  return named.length === 0 ? everything(reason) : { scope: 'files', paths: [...new Set(named)], reason };
}

/** What is known of the findings that an unreadable item may stand for; what is not known (null) is left out. */
export function knownTraits(traits: Partial<Record<keyof StandsFor, string | null>>): StandsFor {
  return Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== null && value !== undefined));
}
