/** What one step of the tests came to. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** One entry for each failure, ready to print. */
  failures: string[];
}

export const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] };
export const PASSED: Outcome = { ...NOTHING, passed: 1 };
export const failure = (text: string): Outcome => ({ ...NOTHING, failed: 1, failures: [text] });

export function add(one: Outcome, two: Outcome): Outcome {
  return {
    passed: one.passed + two.passed,
    failed: one.failed + two.failed,
    skipped: one.skipped + two.skipped,
    failures: [...one.failures, ...two.failures],
  };
}

/** The last line of `npm test`. */
export function summary({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

/** Reads Vitest's JSON report. A file that could not even be loaded is one failure. */
export function fromVitest(report: VitestReport, root: string): Outcome {
  return report.testResults.reduce<Outcome>((sum, file) => {
    const name = file.name.replace(`${root}/`, '');
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      return add(sum, failure(`${name}\n${file.message}`));
    }
    return file.assertionResults.reduce((inner, test) => {
      if (test.status === 'passed') return add(inner, PASSED);
      if (test.status !== 'failed') return add(inner, { ...NOTHING, skipped: 1 });
      return add(inner, failure(`${name}: ${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`));
    }, sum);
  }, NOTHING);
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    file: string;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
}

export interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

/** Reads Playwright's JSON report; `flaky` counts as failed. */
export function fromPlaywright(report: PlaywrightReport): Outcome {
  const broken = report.errors.map((error) => failure(`browser tests: ${error.message ?? 'unknown error'}`));
  return report.suites.reduce((sum, suite) => add(sum, fromSuite(suite)), broken.reduce(add, NOTHING));
}

function fromSuite(suite: PlaywrightSuite): Outcome {
  const inner = (suite.suites ?? []).reduce((sum, child) => add(sum, fromSuite(child)), NOTHING);
  const tests = (suite.specs ?? []).flatMap((spec) => spec.tests.map((test) => ({ spec, test })));
  return tests.reduce((sum, { spec, test }) => {
    if (test.status === 'expected') return add(sum, PASSED);
    if (test.status === 'skipped') return add(sum, { ...NOTHING, skipped: 1 });
    const errors = test.results.flatMap((result) => (result.error?.message ? [result.error.message] : []));
    return add(sum, failure(`${spec.file}: ${spec.title}\n${errors.join('\n')}`));
  }, inner);
}
