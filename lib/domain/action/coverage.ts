import { type Criticality, criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { coverageGain, type Measured } from '#lib/domain/score/coverage-gain.ts';
import { repositoriesFactor } from './rank.ts';

/** What is known of a repository that has a score. */
export interface CoverageMember {
  repoId: number;
  name: string;
  /** Whether the demo made it. */
  demo: boolean;
  criticality: Criticality;
  /** By SCORE_CATEGORIES, as `gainsOfMeasuring` gives them. */
  gains: readonly number[];
}

/** `connect`: no report of the category ever came; `refresh`: the last one is too old to count in full. */
export const COVERAGE_STEPS = ['connect', 'refresh'] as const;
export type CoverageStep = (typeof COVERAGE_STEPS)[number];

/** "Connect a scanner of secrets to 12 repositories": one action, however many repositories it is done in. */
export interface CoverageAction {
  category: ScoreCategory;
  step: CoverageStep;
  /** Those that gain most first. */
  repositories: { repoId: number; name: string; demo: boolean; points: number }[];
  hours: number;
  /** V / E, as for every other action: the points of each repository by its criticality, per hour. */
  value: number;
}

/** Hours to connect one repository. */
const HOURS = 0.5;
/** What brings less to a repository is no reason to touch its pipeline. */
const MIN_POINTS = 0.1;

/**
 * Points that measuring each category anew would bring a repository: positive where no report of it ever came, negative
 * where the last one is too old to count in full, 0 where it is not worth it.
 */
export function gainsOfMeasuring(measured: Measured): number[] {
  return SCORE_CATEGORIES.map((category, index) => {
    const { confidence } = measured.categories[index] ?? { confidence: 1 };
    if (confidence >= 1) return 0;
    const points = coverageGain(measured, category);
    if (points < MIN_POINTS) return 0;
    return confidence === 0 ? points : -points;
  });
}

/**
 * What measuring more would bring, one action for each category and step. Repositories without any score are left out:
 * their first report makes a score, and does not raise one.
 */
export function coverageActions(members: readonly CoverageMember[]): CoverageAction[] {
  const found = COVERAGE_STEPS.map(() => SCORE_CATEGORIES.map((): Gains => ({ worth: 0, repositories: [] })));
  for (const member of members) addGains(found, member);
  return COVERAGE_STEPS.flatMap((step, at) =>
    SCORE_CATEGORIES.flatMap((category, index) => {
      const { worth, repositories } = found[at]?.[index] ?? { worth: 0, repositories: [] };
      if (repositories.length === 0) return [];
      repositories.sort((a, b) => b.points - a.points || a.repoId - b.repoId);
      const hours = HOURS * repositoriesFactor(repositories.length);
      return [{ category, step, repositories, hours, value: worth / hours }];
    }),
  );
}

/** What one category and step brings. */
interface Gains {
  worth: number;
  repositories: CoverageAction['repositories'];
}

/** Each member is looked at once: a queue is read for thousands of them. */
function addGains([connect = [], refresh = []]: readonly (readonly Gains[])[], member: CoverageMember): void {
  const { repoId, name, demo } = member;
  const weight = criticalityWeight(member.criticality);
  for (const [index, gain] of member.gains.entries()) {
    const gains = gain > 0 ? connect[index] : refresh[index];
    if (gain === 0 || gains === undefined) continue;
    const points = Math.abs(gain);
    gains.worth += weight * points;
    gains.repositories.push({ repoId, name, demo, points });
  }
}
