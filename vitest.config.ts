import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What changes its own process, watches others or loads little and computes long: each file has a process of its own. */
const APART = [
  'scripts/**/*.test.ts',
  'lib/worker/**/*.test.ts',
  'lib/web/{listener,second-step,send-export,serve-metrics,serve-next-auth,take-slot}.test.ts',
  'lib/services/upload/read/{canary,child-rights,pool}.test.ts',
];

/** The longest, first: whichever begins last would run alone while the other cores are idle. */
const LONG = [
  'app/api/hostile.test.ts',
  'app/api/matrix.test.ts',
  'lib/services/upload/laws/sequences.test.ts',
  'app/(dashboard)/numbers.test.ts',
  'db/queries/explain.test.ts',
  'lib/domain/score/properties.test.ts',
  'app/api/v1/uploads/shared-badinputs.test.ts',
  'lib/services/upload/laws/cut.test.ts',
  'lib/services/upload/bad-input.test.ts',
  'lib/services/upload/read/canary.test.ts',
  'lib/services/upload/twin.test.ts',
  'lib/services/upload/laws/delivery.test.ts',
  'lib/services/upload/laws/parts.test.ts',
  'app/api/forged.test.ts',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const index = LONG.findIndex((file) => moduleId.endsWith(`/${file}`));
  return index === -1 ? LONG.length : index;
};

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project.name);
    return [...projects.values()].flatMap((those) => those.sort((a, b) => rank(a) - rank(b)));
  }
}

export default defineConfig({
  test: {
    // Each project names its own; with none named here, tests of the browser would count as Vitest's.
    include: [],
    globalSetup: ['db/testing-setup.ts'],
    setupFiles: ['fixtures/cheap-passwords.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        // Loading the same modules for each file took more than a quarter of the processor time of all tests.
        test: {
          name: 'shared process',
          include: ['{app,lib,db,components}/**/*.test.{ts,tsx}'],
          exclude: APART,
          isolate: false,
        },
      },
      { extends: true, test: { name: 'own process', include: APART } },
    ],
  },
});
