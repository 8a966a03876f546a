import type { Category } from '#lib/domain/finding/finding.ts';
import type { ReportPart } from '#lib/scanners/contract.ts';
import { everything, nothingScanned } from '#lib/scanners/shared/parts.ts';
import type { Project } from './project.ts';

const SCANNERS = { 'open-source': 'snyk', container: 'snyk-container', iac: 'snyk-iac' } as const;
const MEASURED = { 'open-source': 'dependency', container: 'container', iac: 'iac' } as const;

/**
 * The parts of a Snyk report. The three tests replace only their own earlier reports, so each is a scanner of its own
 * to the stream; projects and images of one report are subjects of their own.
 */
export class Parts {
  private readonly groups: Project[][];
  private readonly byKey = new Map<string, number>();
  private readonly licensed = new Set<number>();

  constructor(projects: readonly Project[]) {
    const groups = Map.groupBy(projects, keyOf);
    this.groups = [...groups.values()];
    for (const key of groups.keys()) this.byKey.set(key, this.byKey.size);
  }

  indexOf(project: Project): number {
    return this.byKey.get(keyOf(project)) ?? 0;
  }

  /** It looked at licenses as well. */
  addLicenses(part: number): void {
    this.licensed.add(part);
  }

  /** `failures`: of projects that could not be tested, which name no part. */
  list(failures: readonly string[]): ReportPart[] {
    return this.groups.map((projects, part) => {
      const { kind, subject } = projects[0] ?? { kind: 'open-source', subject: null };
      const categories: Category[] = [MEASURED[kind], ...(this.licensed.has(part) ? (['license'] as const) : [])];
      const untested = projects.every(({ dependencies }) => dependencies === 0);
      const failed = failures.map((failure) => everything(`Snyk could not test one project: ${failure}`));
      const gaps = untested ? [...failed, nothingScanned('Snyk tested no dependency at all.')] : failed;
      return { scanner: SCANNERS[kind], scannerVersion: null, subject, categories, gaps };
    });
  }
}

function keyOf({ kind, subject }: Project): string {
  return JSON.stringify([kind, subject]);
}
