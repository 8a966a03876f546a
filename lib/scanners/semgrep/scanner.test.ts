import { describe, expect, it } from 'vitest';
import { at, one } from '#lib/scanners/sarif/testing.ts';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { semgrepRuleId } from './rule.ts';
import { semgrep } from './scanner.ts';

goldenTest(semgrep);

const { folder } = fixturesOf('semgrep');
const read = (file: string) => collect(semgrep, fixtureSource(folder, file));

describe('semgrep', () => {
  it('gives one rule one id, whatever folder its file was in', () => {
    const ids = ['src.rules.python.x', 'rules.python.x', 'tmp.a1.semgrep-rules.python.x', 'python.x'];
    expect(new Set(ids.map(semgrepRuleId))).toEqual(new Set(['python.x']));
    expect(semgrepRuleId('my.rules')).toBe('my.rules');
    expect(semgrepRuleId('tmp.ci-1234.policies.x')).toBe(semgrepRuleId('tmp.policies.x'));
    expect(semgrepRuleId('')).toBe('');
  });

  it('takes "requires login" for nothing', async () => {
    const { observations } = await read('findings.json');
    expect(observations[1]).toMatchObject({ trusted: null, rule: { id: 'python.no-eval' }, cwes: [95] });
    expect(observations[1]?.locations[0]?.snippet).toBeNull();
  });

  it('tells code, secrets, infrastructure, pipelines and packages apart', async () => {
    const { observations, skipped, summary } = await read('findings.json');
    const categories = ['sast', 'sast', 'quality', 'secret', 'iac', 'pipeline', 'dependency'];
    expect(observations.map((observation) => observation.subject.category)).toEqual(categories);
    expect(observations[2]?.suppression).toEqual({ kind: 'in_code', justification: null });
    expect(observations[3]).toMatchObject({ confidence: 'verified', subject: { match: 'KEY=not-a-real-secret-0003' } });
    expect(observations[6]?.subject).toEqual({
      category: 'dependency',
      package: { ecosystem: 'npm', name: 'minimist', version: '1.2.5' },
      advisories: ['CVE-2099-2001'],
      fixedVersions: ['1.2.6'],
      direct: false,
      manifest: 'package-lock.json',
    });
    expect(skipped.map((item) => item.position)).toEqual(['results[7]', 'results[8]']);
    expect(summary.reasons).toEqual([]);
  });

  it('is incomplete after a timeout, a parse error or an error of a rule, without quoting code', async () => {
    expect((await read('incomplete.json')).summary.reasons).toEqual([
      'Semgrep reports: Timeout in src/big.py',
      'Semgrep reports: PartialParsing in a.js',
      'Semgrep reports: Rule parse error with the rule my.rule',
      'Semgrep scanned no file at all.',
    ]);
  });

  const result = (extra: object, check_id = 'generic.secrets.x') => ({
    check_id,
    path: 'a.env',
    start: { line: 1 },
    extra,
  });
  const parse = (...results: object[]) =>
    collect(semgrep, sourceFromBytes(JSON.stringify({ version: '1.38.0', results, errors: [] })));

  it.each([
    ['python.lang.best-practice.open-never-closed', 'best-practice', [], [], 'quality'],
    ['python.lang.correctness.useless-eqeq', 'correctness', ['CWE-480'], [], 'sast'],
    // SARIF does not write this category, and what only one format says must not decide.
    ['acme.no-print', 'performance', [], [], 'sast'],
    ['acme.no-print', 'performance', [], ['performance'], 'quality'],
    ['acme.performance.no-eval', 'security', [], [], 'sast'],
  ] as const)('has one category in JSON and in SARIF: %s, %s', async (id, category, cwe, tags, expected) => {
    const { observations } = await parse(result({ metadata: { category, cwe, tags } }, id));
    expect(observations[0]?.subject.category).toBe(expected);
    const words = [...cwe, ...tags, ...(category === 'security' ? [category] : [])];
    const other = await one('Semgrep OSS', { ruleId: id, locations: at('a.py') }, { id, properties: { tags: words } });
    expect(other.subject.category).toBe(expected);
  });

  it('has looked at something where it found something, whatever its list says', async () => {
    const report = { results: [result({})], errors: [], paths: { scanned: [] } };
    expect((await collect(semgrep, sourceFromBytes(JSON.stringify(report)))).summary.reasons).toEqual([]);
  });

  it('does not say what a rule about secrets has put into its message', async () => {
    const metavars = {
      $1: { abstract_content: '"not-a-real-secret-0005"' },
      $2: { abstract_content: 'x', propagated_value: { svalue_abstract_content: 'not-a-real-secret-0006' } },
    };
    const message = 'Found not-a-real-secret-0005 next to not-a-real-secret-0006';
    const { observations } = await parse(result({ message, metavars, fix: 'drop("not-a-real-secret-0005")' }));
    expect(JSON.stringify(observations)).not.toContain('not-a-real-secret');
    expect(observations[0]?.title).toBe('Found ●●●● next to ●●●●');
  });

  it.each([
    [{ severity: 'ERROR', metadata: { 'sca-severity': 'CRITICAL' }, sca_info: {} }, 'critical'],
    [{ severity: 'ERROR', metadata: { 'sca-severity': 'MODERATE' }, sca_info: {} }, 'medium'],
    [{ severity: 'WARNING', metadata: { 'security-severity': '9.1' } }, 'critical'],
    [{ severity: 'WARNING', metadata: { 'security-severity': 'HIGH' } }, 'medium'],
    [{ severity: 'CRITICAL' }, 'critical'],
    [{ severity: null }, 'unknown'],
  ])('%j is %s', async (extra, severity) => {
    expect((await parse(result(extra))).observations[0]?.severity).toBe(severity);
  });

  it.each([
    [
      { type: 'Internal matching error', level: 'warn', path: 'a.py' },
      'Semgrep reports: Internal matching error in a.py',
    ],
    [{ type: 'AST builder error', level: 'warn' }, 'Semgrep reports: AST builder error'],
    [
      { type: 'SourceParseError', level: 'warn', spans: [{ file: 'b.js' }] },
      'Semgrep reports: SourceParseError in b.js',
    ],
    [{ type: ['IncompatibleRule', { rule_id: 'x' }], level: 'info' }, null],
  ])('the error %j', async (error, reason) => {
    const report = sourceFromBytes(JSON.stringify({ results: [], errors: [error] }));
    expect((await collect(semgrep, report)).summary.reasons).toEqual(reason === null ? [] : [reason]);
  });

  it('keeps two rules about one package apart that name no advisory', async () => {
    const found_dependency = { package: 'example', version: '1.0.0', ecosystem: 'npm', transitivity: 'unknown' };
    const extra = { sca_info: { dependency_match: { found_dependency, lockfile: 'package-lock.json' } } };
    const results = ['ssc-1', 'ssc-2'].map((check_id) => ({ ...result(extra), check_id }));
    const { observations } = await parse(...results);
    expect(observations.map(({ subject }) => ('advisories' in subject ? subject.advisories : []))).toEqual([
      ['ssc-1'],
      ['ssc-2'],
    ]);
  });
});
