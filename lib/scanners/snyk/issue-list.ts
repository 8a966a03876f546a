import type { Observation } from '#lib/domain/finding/finding.ts';
import { oneLine } from '#lib/scanners/shared/text.ts';
import type { Issue } from './vulnerability.ts';

const PATHS_KEPT = 10;

interface Entry {
  observation: Observation;
  part: number;
  paths: string[];
  count: number;
  direct: boolean;
}

/** Folds the entries that Snyk repeats for every dependency path into one per package, version and target. */
export class IssueList {
  private readonly entries = new Map<string, Entry>();

  /** `part`: of the report; one issue in two parts is reported in both. */
  add({ key: issueKey, observation, paths }: Issue, part: number): void {
    const key = `${part}\n${issueKey}`;
    const texts = paths.map((path) => path.join(' > ')).filter((text) => text !== '');
    const direct = observation.subject.category === 'dependency' && observation.subject.direct === true;
    const entry = this.entries.get(key);
    if (entry === undefined) {
      this.entries.set(key, { observation, part, paths: texts.slice(0, PATHS_KEPT), count: texts.length, direct });
      return;
    }
    entry.count += texts.length;
    entry.direct ||= direct;
    entry.paths.push(...texts.slice(0, PATHS_KEPT - entry.paths.length));
  }

  *observations(): Generator<{ observation: Observation; part: number }> {
    for (const { observation, part, paths, count, direct } of this.entries.values()) {
      const { subject } = observation;
      if (subject.category === 'dependency' && direct) subject.direct = true;
      const place = observation.locations[0];
      if (place !== undefined && paths[0] !== undefined) place.label = oneLine(paths[0]);
      if (count > 0) {
        const shown = count > paths.length ? `, ${paths.length} of them shown` : '';
        observation.message += `\n\nDependency paths (${count}${shown}):\n${paths.join('\n')}`;
      }
      yield { observation, part };
    }
  }
}
