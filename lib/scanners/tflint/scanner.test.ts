import { describe, expect, it } from 'vitest';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

const issue = (name: string, message: string, filename: string, line = 1) => ({
  rule: { name, severity: 'warning', link: 'https://example.com/rule' },
  message,
  range: { filename, start: { line, column: 1 }, end: { line, column: 9 } },
  callers: [],
});

const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));

describe('tflint', () => {
  it('gives a rule about the module no file, so that two runs over one tree agree', async () => {
    const missing = 'Missing version constraint for provider "aws" in `required_providers`';
    const runs = await Promise.all(
      [
        issue('terraform_required_providers', missing, 'infra/a.tf', 1),
        issue('terraform_required_providers', missing, 'infra/b.tf', 30),
      ].map((one) => read({ issues: [one], errors: [] })),
    );
    const places = runs.map(({ observations: [found] }) => [found?.subject, found?.locations[0]]);
    expect(places[0]).toEqual(places[1]);
    expect(runs[0]?.observations[0]?.subject).toEqual({ category: 'iac', check: null, resource: 'module:infra' });
    expect(runs[1]?.observations[0]?.locations[1]).toMatchObject({ path: 'infra/b.tf', startLine: 30 });
  });

  it('names the module of the root folder, and what was declared for other rules', async () => {
    const { observations } = await read({
      issues: [
        issue('terraform_standard_module_structure', 'Module should include an empty outputs.tf file', 'outputs.tf'),
        issue('terraform_unused_declarations', 'variable "zone" is declared but not used', 'main.tf'),
      ],
      errors: [],
    });
    expect(observations.map(({ subject }) => subject)).toEqual([
      { category: 'iac', check: null, resource: 'module:.' },
      { category: 'iac', check: null, resource: 'zone' },
    ]);
  });

  it.each([
    ['data "aws_ami" "web" is declared but not used', 'data.aws_ami.web'],
    ['data "aws_ami" "api" is declared but not used', 'data.aws_ami.api'],
    ['resource "aws_instance" "web" has no tags', 'aws_instance.web'],
    ['`region` variable has no type', 'region'],
    ['local.unused is declared but not used', null],
  ])('tells blocks of one type apart: %s', async (message, resource) => {
    const document = { issues: [issue('terraform_unused_declarations', message, 'main.tf')], errors: [] };
    expect((await read(document)).observations[0]?.subject).toEqual({ category: 'iac', check: null, resource });
  });

  it('recognises a report to which a version has added words', async () => {
    expect(scanner.accepts({ kind: 'json', value: { issues: [], errors: [], version: '0.99.0' } })).toBe(true);
    expect(scanner.accepts({ kind: 'json', value: { issues: [], errors: [], paging: {} } })).toBe(false);
  });

  it('says that a scan with errors was not whole, and so closes nothing', async () => {
    const { summary } = await read({
      issues: [],
      errors: [{ message: '\u001b[31mError\u001b[0m: no', severity: 'error' }],
    });
    expect(summary.reasons).toEqual(['TFLint failed: Error: no']);
  });

  it('reads the list of issues that versions until 0.7 wrote', async () => {
    const document = ['ERROR', 'WARNING', 'NOTICE'].map((type) => ({
      detector: 'aws_instance_invalid_type',
      type,
      message: '"t1.2xlarge" is invalid instance type.',
      line: 12,
      file: 'template.tf',
      link: '',
    }));
    expect(scanner.accepts({ kind: 'json', value: document })).toBe(true);
    const { observations } = await read(document);
    expect(observations.map(({ severity }) => severity)).toEqual(['high', 'medium', 'low']);
    expect(observations[0]).toMatchObject({
      rule: { id: 'aws_instance_invalid_type', helpUrl: null },
      locations: [{ path: 'template.tf', startLine: 12 }],
    });
  });

  it.each([
    { value: { issues: [{ id: 1, title: 'an issue tracker' }], errors: [] } },
    { value: { issues: [], total: 0 } },
    { value: { issues: [] } },
    { value: { errors: [] } },
    { value: { errors: [{ message: 'no' }] } },
    { value: {} },
    { value: [] },
  ])('does not claim $value', ({ value }) => {
    expect(scanner.accepts({ kind: 'json', value })).toBe(false);
  });
});
