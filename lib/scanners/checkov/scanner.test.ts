import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { jobAndStep } from './resource.ts';
import { scanner } from './scanner.ts';
import { checkovSeverity } from './severity.ts';

goldenTest(scanner);

const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));

const check = (fields: object) => ({
  check_id: 'CKV_AWS_24',
  check_name: 'Ensure no security groups allow ingress from 0.0.0.0:0 to port 22',
  check_result: { result: 'FAILED' },
  file_path: '/main.tf',
  file_line_range: [5, 14],
  resource: 'aws_security_group.ssh',
  ...fields,
});

const runner = (type: string, failed: unknown[], more: object = {}) => ({
  check_type: type,
  results: { failed_checks: failed, ...more },
  summary: { failed: failed.length, checkov_version: '3.3.30' },
});

describe('checkov', () => {
  it.each([
    { passed: 0, failed: 0, skipped: 0, parsingerrors: 0, resourcecount: 0, checkov_version: '2.1.269' },
    { passed: 0, failed: 0, skipped: 0, parsing_errors: 0, resource_count: 0, checkov_version: '3.3.30' },
  ])('takes the flat totals of an empty scan for a report that looked at nothing: %j', async (value) => {
    expect(scanner.accepts({ kind: 'json', value })).toBe(true);
    const { summary, observations } = await read(value);
    expect(observations).toEqual([]);
    expect(summary).toMatchObject({ reasons: ['Checkov checked no resource at all.'], categories: ['iac'] });
  });

  it('names every runner in the categories, also one that found nothing', async () => {
    const { summary } = await read([runner('secrets', []), runner('github_actions', []), runner('kubernetes', [])]);
    expect(summary.categories).toEqual(['iac', 'pipeline', 'secret']);
  });

  it('keeps a file-level finding of a Dockerfile at line 1', async () => {
    const { observations } = await read(
      runner('dockerfile', [check({ file_path: '/Dockerfile', resource: '/Dockerfile.', file_line_range: [0, 0] })]),
    );
    expect(observations[0]?.subject).toEqual({ category: 'iac', check: null, resource: 'file' });
    expect(observations[0]?.locations[0]).toMatchObject({ path: 'Dockerfile', startLine: 1 });
  });

  it.each([
    ['scanned folder is the working directory', '/a.tf', '/a.tf', '/home/ci/repo/a.tf', 'a.tf'],
    ['a folder of the repository is scanned', '/a.tf', '/infra/a.tf', '/home/ci/repo/infra/a.tf', 'infra/a.tf'],
    ['the working directory is elsewhere', '/a.tf', '/src/a.tf', '/src/a.tf', 'a.tf'],
    ['the relative path leaves the working directory', '/a.tf', '/../x/a.tf', '/home/x/a.tf', 'a.tf'],
  ])('one file has one path: %s', async (_, file_path, repo_file_path, file_abs_path, expected) => {
    const { observations } = await read(runner('terraform', [check({ file_path, repo_file_path, file_abs_path })]));
    expect(observations[0]?.locations[0]?.path).toBe(expected);
  });

  it.each([
    ['C:\\repo\\a.tf', '/repo/a.tf', '\\a.tf', 'a.tf'],
    ['C:\\repo\\infra\\a.tf', '/infra/a.tf', '\\a.tf', 'infra/a.tf'],
  ])('knows an absolute path of Windows: %s', async (file_abs_path, repo_file_path, file_path, expected) => {
    const { observations } = await read(runner('terraform', [check({ file_path, repo_file_path, file_abs_path })]));
    expect(observations[0]?.locations[0]?.path).toBe(expected);
  });

  const advisory = (details: object, more: object = {}) =>
    check({
      check_id: 'CKV_CVE_2099_1111',
      check_name: 'SCA package scan',
      severity: 'NONE',
      vulnerability_details: { id: 'CVE-2099-1111', package_name: 'kettle', package_version: '1.0', ...details },
      ...more,
    });

  it('takes the image and its distribution from what Checkov says of the image, the file without it', async () => {
    const image_details = {
      name: 'registry.example/tea:1',
      distro: 'Debian GNU/Linux 11 (bullseye)',
      package_types: {},
    };
    const file = {
      file_path: '/app/Dockerfile (registry.example/tea:1 lines:1-2 (sha256:0011))',
      repo_file_path: '/app/Dockerfile',
      file_abs_path: '/home/ci/app/Dockerfile',
    };
    const named = await read(runner('sca_image', [advisory({ package_type: 'os', image_details }, file)]));
    const bare = await read(runner('sca_image', [advisory({ package_type: 'python' }, file)]));
    const subjects = [named, bare].map(({ observations: [found] }) => found?.subject);
    expect(subjects).toMatchObject([
      { image: 'registry.example/tea:1', package: { ecosystem: 'deb', name: 'kettle' } },
      { image: 'registry.example/tea:1', package: { ecosystem: 'pypi' } },
    ]);
    expect(named.observations[0]?.locations[0]?.path).toBe('app/Dockerfile');
    const old = await read(runner('sca_image', [advisory({}, { ...file, repo_file_path: undefined })]));
    expect(old.observations[0]?.locations[0]?.path).toBe('app/Dockerfile');
  });

  it('rates an advisory without a word by its score, and reads fixes out of a status', async () => {
    const { observations } = await read(
      runner('sca_package', [
        advisory({ cvss: 9.8, fix_version: 'fixed in 1.2, 2.0' }, { file_path: '/package.json' }),
      ]),
    );
    expect(observations[0]).toMatchObject({ severity: 'critical', subject: { fixedVersions: ['1.2', '2.0'] } });
  });

  it('takes the weaknesses of code, and that of a hard-coded credential', async () => {
    const { observations } = await read([
      runner('sast_python', [
        check({ check_id: 'CKV3_SAST_1', check_name: 'Unsafe query', cwe: ['CWE-89: SQL', 'CWE-943'] }),
        check({ check_id: 'CKV3_SAST_2', check_name: 'Unsafe page', cwe: 'CWE-79' }),
      ]),
      runner('terraform', [
        check({ check_id: 'CKV_AWS_41', check_name: 'Ensure no hard coded AWS access key exists' }),
      ]),
    ]);
    expect(observations.map(({ cwes }) => cwes)).toEqual([[89, 943], [79], [798]]);
  });

  it('closes nothing when policies for code could not be run', async () => {
    const { summary } = await read({ ...runner('sast_java', []), summary: { policies_errors_count: 2 } });
    expect(summary.reasons).toEqual(['Checkov could not run 2 of its policies (sast_java).']);
  });

  it('says which files could not be parsed, also when only their number is left', async () => {
    const named = await read(runner('terraform', [], { parsing_errors: ['/bad.tf'] }));
    expect(named.summary.reasons).toEqual(['Checkov could not parse 1 file(s) (terraform): /bad.tf.']);
    const counted = await read({ ...runner('terraform', []), summary: { parsing_errors: 2 } });
    expect(counted.summary.reasons).toEqual(['Checkov could not parse 2 file(s) (terraform).']);
  });

  it('does not close anything with a report that holds fewer failed checks than it counts', async () => {
    const { summary } = await read({ ...runner('terraform', []), summary: { failed: '3' } });
    expect(summary.reasons).toHaveLength(1);
  });

  it('shows a skipped check as suppressed in code, with the reason given there', async () => {
    const skipped = check({ check_result: { result: 'SKIPPED', suppress_comment: 'bastion' } });
    const { observations } = await read(runner('terraform', [], { skipped_checks: [skipped] }));
    expect(observations[0]?.suppression).toEqual({ kind: 'in_code', justification: 'bastion' });
  });

  it('never passes on a line that an old version printed with the secret in clear', async () => {
    const secret = { check_id: 'CKV_SECRET_2', resource: 'a'.repeat(40), code_block: [[1, 'key = "in clear"\n']] };
    const { observations } = await read(runner('secrets', [check(secret)]));
    expect(observations[0]?.subject).toEqual({ category: 'secret', value: null, match: null });
    expect(JSON.stringify(observations)).not.toContain('in clear');
  });

  it('counts an entry that is none and reads the rest', async () => {
    const { observations, skipped } = await read([runner('terraform', ['x', check({})])]);
    expect(observations).toHaveLength(1);
    expect(skipped).toMatchObject([{ position: '[0].results.failed_checks[0]', reason: 'not an object' }]);
  });

  it.each([{ document: [] }, { document: { check_type: 'terraform' } }, { document: [runner('terraform', []), 3] }])(
    'refuses $document',
    async ({ document }) => {
      await expect(read(document)).rejects.toThrow(ReportError);
    },
  );

  it.each([
    { value: { results: [], version: '1.0' } },
    { value: { results: { failed: [] }, summary: { total: 3 } } },
    { value: [] },
    { value: [{ id: 1 }] },
  ])('does not claim $value', ({ value }) => {
    expect(scanner.accepts({ kind: 'json', value })).toBe(false);
  });
});

describe('jobAndStep', () => {
  it.each([
    ['github_actions', 'jobs(build).steps[2](greet)', 'build', 'greet'],
    ['github_actions', 'jobs(build).steps[3]', 'build', 'steps[3]'],
    ['github_actions', 'jobs(build).steps[1](Run v1.2 (x.y))', 'build', 'Run v1.2 (x.y)'],
    ['github_actions', 'jobs(build)', 'build', null],
    ['github_actions', 'on(ci)', null, 'on'],
    ['github_actions', 'permissions', null, 'permissions'],
    ['gitlab_ci', 'deploy.script', 'deploy', 'script'],
    ['azure_pipelines', 'stages[0](one).jobs[1](two).steps[0]', 'one/two', 'steps[0]'],
    ['circleci_pipelines', 'jobs(build).docker.image[1](cimg/node:latest)', 'build', 'docker.cimg/node:latest'],
    ['circleci_pipelines', 'executors(e).docker.image[1](x)', 'e', 'docker.x'],
  ])('%s %s', (kind, resource, job, step) => {
    expect(jobAndStep(resource, kind)).toEqual({ job, step });
  });
});

describe('checkovSeverity', () => {
  it.each([
    ['LOW', 'CKV_AWS_24', 'Ensure no security groups allow ingress from 0.0.0.0:0 to port 22', 'low'],
    [null, 'CKV_AWS_24', '', 'high'],
    [null, 'CKV2_AWS_40', '', 'high'],
    [null, 'CKV_AWS_9999', 'Ensure no hard-coded credentials exist', 'critical'],
    [null, 'CKV_AWS_9999', 'Ensure it is encrypted using a Customer Managed Key', 'low'],
    [null, 'CUSTOM_1', 'Ours', 'medium'],
    ['none', 'CUSTOM_1', 'Ours', 'medium'],
  ])('%s %s %s', (reported, id, name, expected) => {
    expect(checkovSeverity(reported, id, name, 'terraform')).toBe(expected);
  });
});
