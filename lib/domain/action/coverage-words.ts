import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { CoverageAction } from './coverage.ts';
import type { ActionStep } from './steps.ts';

/** What a scanner of each category looks at. */
const LOOKS_AT: Readonly<Record<ScoreCategory, string>> = {
  dependency: 'dependencies',
  sast: 'code',
  secret: 'secrets',
  pipeline: 'pipelines',
  iac: 'infrastructure code',
  dast: 'the running application',
};

type Named = Pick<CoverageAction, 'category' | 'step' | 'repositories'>;

const several = ({ repositories }: Named): string => `${repositories.length} repositories`;

/** "Connect a scanner of secrets to 12 repositories"; the repository is not named where it is one. */
export function coverageTitle(action: Named): string {
  const what = LOOKS_AT[action.category];
  const many = action.repositories.length > 1;
  return action.step === 'connect'
    ? `Connect a scanner of ${what}${many ? ` to ${several(action)}` : ''}`
    : `Get the scan of ${what} running again${many ? ` in ${several(action)}` : ''}`;
}

/** Why it stands where it stands, largest fact first. */
export function coverageReasons(action: Named): string[] {
  const [first] = action.repositories;
  const what = LOOKS_AT[action.category];
  const where = action.repositories.length > 1 ? ` in ${several(action)}` : '';
  return [
    action.step === 'connect' ? `nothing looks at ${what}${where}` : `reports on ${what} are too old${where}`,
    ...(first ? [`measuring alone brings ${first.name} ${first.points.toFixed(1)} points`] : []),
    'takes about 30 minutes for a repository',
  ];
}

/** What to do, in order. */
export function coverageSteps(action: Named): ActionStep[] {
  const what = LOOKS_AT[action.category];
  const where = action.repositories.length > 1 ? 'each repository' : 'the repository';
  const texts =
    action.step === 'connect'
      ? [
          `Choose a scanner of ${what}, and copy the snippet for your CI: Plumbline shows it on the page of this action.`,
          `Put it into a pipeline of ${where} that runs on the default branch.`,
          'Run the pipeline: its first report that takes effect counts.',
        ]
      : [
          `Find out why the pipeline of ${where} no longer reports on ${what}: the page of the repository says which one was last.`,
          'Run it on the default branch: its next report that takes effect counts.',
        ];
  return texts.map((text) => ({ text, command: null }));
}
