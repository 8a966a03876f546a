import { normalisePath } from '#lib/domain/finding/path.ts';
import type { Gap, ReportPart, ReportSummary } from '#lib/scanners/contract.ts';
import { clean } from './collector.ts';

/** Gaps of a part; more than these are one gap in everything. */
const MAX_GAPS = 1000;
/** Files of one gap. */
const MAX_PATHS = 10_000;

/** The report's summary for people: bounded, storable, without secrets; paths as those of findings are written. */
export function cleanSummary(summary: ReportSummary, redact: (text: string) => string, root: string): ReportSummary {
  return { ...summary, parts: summary.parts.map((part) => cleanPart(part, redact, root)) };
}

function cleanPart(part: ReportPart, redact: (text: string) => string, root: string): ReportPart {
  const gaps = part.gaps.slice(0, MAX_GAPS).map((gap) => cleanGap(gap, redact, root));
  const more = part.gaps.length - gaps.length;
  return {
    scanner: clean(part.scanner, 200).toLowerCase() || 'unknown',
    scannerVersion: part.scannerVersion === null ? null : clean(part.scannerVersion, 100),
    subject: part.subject === null ? null : redact(clean(part.subject, 200)) || null,
    categories: part.categories,
    gaps: more > 0 ? [...gaps, { scope: 'everything', reason: `and ${more} more` }] : gaps,
  };
}

function cleanGap(gap: Gap, redact: (text: string) => string, root: string): Gap {
  const reason = redact(clean(gap.reason, 500));
  if (gap.scope === 'everything') return { ...gap, reason };
  const paths = gap.paths.slice(0, MAX_PATHS).map((path) => normalisePath(path, root));
  // A path that names no file, or too many of them: what they leave out is not known.
  if (gap.paths.length > MAX_PATHS || paths.includes(null)) return { scope: 'everything', reason };
  return { scope: 'files', reason, paths: [...new Set(paths.filter((path) => path !== null))] };
}
