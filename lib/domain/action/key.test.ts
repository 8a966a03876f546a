import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { type ActionFacts, actionKey, CATEGORIES_OF_KIND, imageName, resourceGroup, unpinnedAction } from './key.ts';

const BASE: ActionFacts = { category: 'sast', ruleId: 'python.sql-injection', ruleName: null };
const lodash = { ecosystem: 'npm', name: 'lodash', version: '4.17.15' };
const keyOf = (facts: Partial<ActionFacts>) => actionKey({ ...BASE, ...facts }).key;

describe('actionKey', () => {
  it('of an upgrade is the package in the repository, whatever its versions', () => {
    const first = keyOf({ category: 'dependency', package: lodash, fixedVersions: ['4.17.19'] });
    const later = keyOf({
      category: 'dependency',
      package: { ...lodash, version: '4.17.19' },
      fixedVersions: ['4.17.21'],
      ruleId: 'CVE-2',
    });
    expect(first).toBe('upgrade:pkg:npm/lodash');
    expect(later).toBe(first);
  });
  it('of a package without a fix is another action, which no upgrade closes', () => {
    expect(actionKey({ ...BASE, category: 'dependency', package: lodash })).toEqual({
      kind: 'watch',
      key: 'watch:pkg:npm/lodash',
    });
    const image = { category: 'container', image: 'acme/web:1', package: lodash } as const;
    expect(keyOf(image)).toBe('watch:image:acme/web');
    expect(keyOf({ ...image, fixedVersions: ['5'] })).toBe('image:acme/web');
  });
  it('follows the table of keys', () => {
    expect(keyOf({})).toBe('code:python.sql-injection');
    expect(keyOf({ category: 'quality' })).toBe('code:quality+python.sql-injection');
    expect(keyOf({ category: 'secret', secretKey: 'ab12' })).toBe('rotate:ab12');
    expect(keyOf({ category: 'secret', secretKey: null, path: 'a.env' })).toBe('rotate:python.sql-injection@a.env');
    expect(keyOf({ category: 'iac', ruleId: 'CKV_1', resource: 'aws_s3_bucket.logs' })).toBe('iac:aws_s3_bucket#CKV_1');
    expect(keyOf({ category: 'dast', ruleId: '40012', urlTemplate: '/users/{id}' })).toBe('dast:40012+/users/{id}');
    expect(keyOf({ category: 'privilege', principal: 'bot', scope: 'acme/web' })).toBe('privilege:bot+acme/web');
    expect(keyOf({ category: 'pipeline', ruleId: 'template-injection' })).toBe('iac:workflow#template-injection');
  });
  it('of a check that scanners share is one action, whoever makes it', () => {
    const at = { category: 'iac', resource: 'aws_s3_bucket.logs', check: 'aws-s3-logging' } as const;
    expect(keyOf({ ...at, ruleId: 'CKV_AWS_18' })).toBe('iac:aws_s3_bucket#aws-s3-logging');
    expect(keyOf({ ...at, ruleId: 'AWS-0089' })).toBe(keyOf({ ...at, ruleId: 'CKV_AWS_18' }));
  });
  it('keeps long keys short and apart', () => {
    const [a, b] = [keyOf({ ruleId: `${'x'.repeat(900)}a` }), keyOf({ ruleId: `${'x'.repeat(900)}b` })];
    expect(a.length).toBeLessThanOrEqual(300);
    expect(a).not.toBe(b);
  });
  it('is a well-formed, bounded string for anything a report can hold', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\ud800'), fc.constant(null));
    const facts = fc.record({
      category: fc.constantFrom(...CATEGORIES),
      ruleId: fc.string(),
      ruleName: text,
      snippet: text,
      image: text,
      resource: text,
      principal: text,
      fixedVersions: fc.array(fc.string(), { maxLength: 1 }),
      package: fc.option(fc.record({ ecosystem: fc.string(), name: fc.string(), version: text }), { nil: null }),
    });
    fc.assert(
      fc.property(facts, (each) => {
        const { kind, key } = actionKey(each);
        expect(CATEGORIES_OF_KIND[kind]).toContain(each.category);
        expect(key.length).toBeLessThanOrEqual(300);
        expect(key.isWellFormed() && !key.includes('\0')).toBe(true);
        expect(actionKey({ ...each })).toEqual(actionKey(each));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('unpinnedAction', () => {
  it.each([
    ['unpinned-uses', 'uses: actions/checkout@v4', 'actions/checkout'],
    ['unpinned-uses', '- uses: "github/codeql-action/init@v3"', 'github/codeql-action'],
    ['PinnedDependenciesID', 'nothing here', null],
    ['template-injection', 'uses: actions/checkout@v4', null],
    ['unpinned-uses', 'uses: ../x@v1', null],
  ])('%s in %s is %s', (ruleId, snippet, action) => {
    expect(unpinnedAction({ ...BASE, category: 'pipeline', ruleId, snippet })).toBe(action);
  });
});

describe('resourceGroup', () => {
  it.each([
    ['module.vpc.aws_subnet.a[0]', 'module.vpc'],
    ['aws_s3_bucket.logs', 'aws_s3_bucket'],
    ['data.aws_iam_policy_document.x', 'aws_iam_policy_document'],
    ['AWS::S3::Bucket.Logs', 'AWS::S3::Bucket'],
    ['Deployment.default.web', 'Deployment'],
    ['/Dockerfile.RUN', 'Dockerfile'],
    ['', '*'],
    [null, '*'],
  ])('of %s is %s', (resource, group) => {
    expect(resourceGroup(resource)).toBe(group);
  });
});

describe('imageName', () => {
  it.each([
    ['registry.example:5000/acme/web:1.2', 'registry.example:5000/acme/web'],
    ['nginx', 'nginx'],
    ['nginx@sha256:abc', 'nginx'],
    ['', null],
    [null, null],
  ])('of %s is %s', (image, name) => {
    expect(imageName(image)).toBe(name);
  });
});
