import { describe, expect, it } from 'vitest';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { sarif } from './scanner.ts';

goldenTest(sarif);

const { folder } = fixturesOf('sarif');
const read = (file: string) => collect(sarif, fixtureSource(folder, file));

function report(result: unknown, run: Record<string, unknown> = {}) {
  const whole = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [result], ...run }] };
  return sourceFromBytes(JSON.stringify(whole));
}

describe('sarif', () => {
  it('understands results that stand before their tool', async () => {
    const { observations, skipped, summary } = await read('tool-behind-results.sarif');
    const [first, second, third, fourth] = observations;
    expect(first).toMatchObject({
      rule: { id: 'EX1/variant', name: 'SqlInjection', helpUrl: 'https://example.com/EX1' },
      title: 'SQL built from user input',
      message: 'The query is made of user input, {literally}.',
      remediation: 'Use bound parameters.',
      severity: 'high',
      confidence: 'high',
      cwes: [20, 89, 943],
      suppression: null,
    });
    expect(first?.locations[0]).toMatchObject({
      path: 'src/a file.py',
      startLine: 4,
      snippet: "    q = 'select ' + id\n    db.run(q)",
      label: 'app.Main.run',
    });
    expect(first?.trusted).toEqual({ value: 'abc123', pathFree: true });
    expect(second).toMatchObject({ rule: { id: 'CR1' }, severity: 'critical', severityReported: '9.8', cwes: [327] });
    expect(second?.locations[0]?.path).toBe('lib/b.py');
    expect(third).toMatchObject({ severity: 'low', severityReported: 'note' });
    expect(third?.locations.map((place) => place.path)).toEqual(['gen/model.py', 'other.py']);
    expect(fourth).toMatchObject({
      suppression: { kind: 'in_code' },
      remediation: 'Parse the text instead.',
      cwes: [95],
    });
    expect(skipped.map((item) => item.position)).toEqual(['runs[0].results[9]', 'runs[0].results[10]']);
    expect(summary).toMatchObject({ scanner: 'example-analyser', scannerVersion: '3.1.0', reasons: [] });
    expect(summary.scannedAt).toBe('2026-11-02T10:00:00.000Z');
  });

  it('tells packages and advisories where the tool writes them', async () => {
    const { observations } = await read('dependencies.sarif');
    const packages = observations.map(({ subject }) =>
      subject.category === 'dependency' || subject.category === 'container'
        ? [
            subject.category,
            subject.package.ecosystem,
            subject.package.name,
            subject.package.version,
            subject.advisories[0],
          ]
        : [subject.category],
    );
    expect(packages).toEqual([
      ['dependency', 'npm', 'tar', '6.1.0', 'CVE-2099-1001'],
      ['dependency', 'npm', '@scope/tar', '1.0.0', 'CVE-2099-1001'],
      ['container', 'deb', 'libexample1', '1.0.2-1+deb12u1', 'CVE-2099-1002'],
      ['secret'],
      ['iac'],
      ['license'],
      ['container', 'apk', 'libfoo', '1.1.1-r3', 'CVE-2099-1003'],
      ['dependency', 'npm', 'example', '1.0.0', 'SNYK-JS-EXAMPLE-1000001'],
      ['dependency', 'golang', 'golang.org/x/example', null, 'GO-2099-0001'],
      ['dependency', 'generic', 'requirements.txt', null, 'PYSEC-2099-1'],
    ]);
  });

  it('knows the secret that Gitleaks writes as the snippet, and a redacted one as none', async () => {
    const { observations } = await read('secrets.sarif');
    expect(observations.map(({ subject }) => (subject.category === 'secret' ? subject.value : ''))).toEqual([
      'not-a-real-secret-0001',
      null,
      'not-a-real-secret-0002',
    ]);
    expect(observations.every((observation) => observation.severity === 'high')).toBe(true);
  });

  it('says why a run may not close anything', async () => {
    const { summary, observations } = await read('failed.sarif');
    expect(summary.reasons).toEqual([
      'example-analyser says that it did not run to its end (executionSuccessful: false): out of memory',
      'example-analyser reports an error: src/big.py could not be read',
      'example-analyser reports an error: no-such-ruleset',
      'tflint reports an error: main.tf:3: Unclosed block',
      'ruff reports an error: could not parse file:///src/broken.py',
      'semgrep reports an error: Timeout when running rules.x on a.py',
      'a run of never-started holds no list of results: nothing was scanned',
    ]);
    expect(summary.parts.map((part) => part.scanner).sort()).toEqual([
      ...['example-analyser', 'never-started', 'ruff', 'semgrep', 'tflint'],
    ]);
    expect(observations.map((observation) => observation.rule.id)).toEqual(['S101']);
  });

  it('tells categories by tool and rule', async () => {
    const { observations } = await read('categories.sarif');
    expect(observations.map(({ rule, subject }) => `${rule.id} ${subject.category}`)).toEqual([
      'no-unused-vars quality',
      'security/detect-eval-with-expression sast',
      'F401 quality',
      'S608 sast',
      'js/unused-local quality',
      'js/sql-injection sast',
      'python.no-eval sast',
      'template-injection pipeline',
      'CKV_AWS_20 iac',
      'CKV_GHA_1 pipeline',
      'container-security-context iac',
      '10038 dast',
      'SQL_INJECTION sast',
      'R1 sast',
    ]);
    const { subject } = observations[7] ?? {};
    expect(subject).toEqual({ category: 'pipeline', workflow: '.github/workflows/ci.yml', job: 'build', step: '2' });
  });

  it('gives one path for every spelling of the root', async () => {
    for (const uriBaseId of ['SRCROOT', '%SRCROOT%', 'srcroot', '$PROJECT_DIR$', 'ROOTPATH', 'REPO_ROOT', '']) {
      const location = { physicalLocation: { artifactLocation: { uri: 'src/a.py', uriBaseId } } };
      const { observations } = await collect(sarif, report({ ruleId: 'r', locations: [location] }));
      expect(observations[0]?.locations[0]?.path).toBe('src/a.py');
    }
  });

  it.each([[null], [3], ['text'], [[]], [{ text: null }]])(
    'survives %j in every optional field of a result',
    async (wrong) => {
      const fields = [
        'message',
        'level',
        'kind',
        'rule',
        'ruleIndex',
        'locations',
        'suppressions',
        'partialFingerprints',
      ];
      const more = ['fingerprints', 'taxa', 'properties', 'fixes', 'webRequest', 'baselineState', 'analysisTarget'];
      for (const field of [...fields, ...more]) {
        const { observations, skipped } = await collect(sarif, report({ ruleId: 'r', [field]: wrong }));
        expect(observations.length + skipped.length).toBe(1);
      }
    },
  );

  it.each([[null], [3], ['text'], [{}], [[null]]])('survives %j in every optional field of a run', async (wrong) => {
    for (const field of [
      'invocations',
      'artifacts',
      'originalUriBaseIds',
      'taxonomies',
      'logicalLocations',
      'properties',
    ]) {
      const { observations } = await collect(sarif, report({ ruleId: 'r' }, { [field]: wrong }));
      expect(observations).toHaveLength(1);
    }
    const tool = { driver: { name: 'x', rules: wrong, globalMessageStrings: wrong }, extensions: wrong };
    expect((await collect(sarif, report({ ruleId: 'r', ruleIndex: 0 }, { tool }))).observations).toHaveLength(1);
  });
});
