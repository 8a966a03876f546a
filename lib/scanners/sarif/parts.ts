import type { Category } from '#lib/domain/finding/finding.ts';
import { type Gap, ReportError, type ReportPart } from '#lib/scanners/contract.ts';
import { LIMITS } from '#lib/scanners/shared/limits.ts';
import { categoryOf } from './category.ts';
import { runGaps } from './gaps.ts';
import type { Run } from './run.ts';

interface Part {
  runs: Run[];
  categories: Set<Category>;
  /** By what they say: one failure is often told for many results. */
  gaps: Map<string, Gap>;
}

/** The parts of a SARIF document: runs of one tool on one subject are one. */
export class Parts {
  readonly #parts: Part[] = [];
  readonly #byRun = new Map<Run, number>();

  constructor(runs: readonly Run[]) {
    const groups = Map.groupBy(runs, (run) => JSON.stringify([run.dialect.id, run.subject]));
    const tools = new Set(runs.map((run) => run.dialect.id)).size;
    if (tools > LIMITS.sarifTools) refuse(`${tools} tools`, LIMITS.sarifTools);
    if (groups.size > LIMITS.sarifParts) refuse(`${groups.size} analyses`, LIMITS.sarifParts);
    for (const group of groups.values()) {
      const part = this.#parts.push({ runs: group, categories: new Set(), gaps: new Map() }) - 1;
      for (const run of group) {
        this.#byRun.set(run, part);
        // A run of errors has no results of its own to miss.
        if (run.errorsOnly) continue;
        for (const gap of runGaps(run)) this.addGap(part, gap);
        if (Array.isArray(run.object.results)) for (const each of measuredBy(run)) this.addCategory(part, each);
      }
    }
  }

  indexOf(run: Run): number {
    return this.#byRun.get(run) ?? 0;
  }

  addGap(part: number, gap: Gap): void {
    this.#parts[part]?.gaps.set(JSON.stringify(gap), gap);
  }

  addCategory(part: number, category: Category): void {
    this.#parts[part]?.categories.add(category);
  }

  list(): ReportPart[] {
    return this.#parts.map(({ runs, categories, gaps }) => {
      const versions = new Set(runs.map((run) => run.version).filter((version) => version !== null));
      return {
        scanner: runs[0]?.dialect.id ?? '',
        scannerVersion: versions.size === 1 ? ([...versions][0] ?? null) : null,
        subject: runs[0]?.subject ?? null,
        categories: [...categories].sort(),
        gaps: [...gaps.values()],
      };
    });
  }
}

/** What a run looked for: by its tool, and by the rules that it describes. */
function measuredBy(run: Run): Category[] {
  const image = run.image !== null;
  const byRules = run.rules.all().map(({ info, owner }) => categoryOf(owner, info, image));
  return [categoryOf(run.dialect, null, image), ...byRules];
}

function refuse(what: string, limit: number): never {
  throw new ReportError(`${what} in one report are more than the limit of ${limit}`, 'runs');
}
