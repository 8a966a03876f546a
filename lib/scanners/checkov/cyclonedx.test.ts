import { describe, expect, it } from 'vitest';
import { cleanObservation } from '#lib/domain/finding/normalise.ts';
import { identityOf } from '#lib/domain/identity/identity.ts';
import { scanner as cyclonedx } from '#lib/scanners/cyclonedx/scanner.ts';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner as checkov } from './scanner.ts';

const TOOLS = [
  { vendor: 'CycloneDX', name: 'cyclonedx-python-lib', version: '5' },
  { vendor: 'bridgecrew', name: 'checkov', version: '3.2.300' },
];

function bom(id: string, purl: string, name: string, description: string, severity = 'unknown') {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.4',
    metadata: { tools: TOOLS },
    components: [{ type: 'application', 'bom-ref': 'x', name, version: 'sha1:aaaa', purl }],
    vulnerabilities: [
      {
        id,
        source: { name: 'checkov' },
        ratings: [{ severity }],
        description,
        advisories: [{ url: 'https://docs.example/check' }],
        affects: [{ ref: 'x' }],
      },
    ],
  };
}

const json = (check_type: string, check: object) => ({
  check_type,
  results: { failed_checks: [{ check_result: { result: 'FAILED' }, ...check }] },
  summary: { failed: 1, checkov_version: '3.2.300' },
});

async function one(scanner: typeof checkov, document: unknown) {
  const { summary, observations, skipped } = await collect(scanner, sourceFromBytes(JSON.stringify(document)));
  expect(skipped).toEqual([]);
  const [found] = observations;
  if (found === undefined) throw new Error('nothing found');
  return { summary, found, key: identityOf(cleanObservation(found), new Uint8Array(32)).base };
}

describe("Checkov's CycloneDX", () => {
  it.each([
    [
      'terraform',
      bom(
        'CKV_AWS_20',
        'pkg:terraform/cli_repo/infra/main.tf/aws_s3_bucket.logs@sha1:aaaa',
        'aws_s3_bucket.logs',
        'Resource: aws_s3_bucket.logs. Ensure the bucket is private',
      ),
      {
        check_id: 'CKV_AWS_20',
        check_name: 'Ensure the bucket is private',
        file_path: '/infra/main.tf',
        resource: 'aws_s3_bucket.logs',
      },
    ],
    [
      'kubernetes',
      bom(
        'CKV_K8S_16',
        'pkg:kubernetes/acme/shop/k8s/web.yaml/Deployment.default.web@sha1:bbbb',
        'Deployment.default.web',
        'Resource: Deployment.default.web. Container should not be privileged',
        'high',
      ),
      {
        check_id: 'CKV_K8S_16',
        check_name: 'Container should not be privileged',
        file_path: '/k8s/web.yaml',
        resource: 'Deployment.default.web',
        severity: 'HIGH',
      },
    ],
    [
      'github_actions',
      bom(
        'CKV2_GHA_1',
        'pkg:github_actions/cli_repo/.github/workflows/ci.yml/on%28CI%29@sha1:cccc',
        'on(CI)',
        'Resource: on(CI). Ensure top-level permissions are not set to write-all',
      ),
      {
        check_id: 'CKV2_GHA_1',
        check_name: 'Ensure top-level permissions are not set to write-all',
        file_path: '/.github/workflows/ci.yml',
        resource: 'on(CI)',
      },
    ],
  ])('has the findings of its JSON: %s', async (runner, document, check) => {
    const fromBom = await one(cyclonedx, document);
    const fromJson = await one(checkov, json(runner, check));
    expect(fromBom.key).toBe(fromJson.key);
    const { subject, rule, title, severity, scanner } = fromJson.found;
    expect(fromBom.found).toMatchObject({ subject, title, severity, scanner, rule: { id: rule.id, name: rule.name } });
    expect(fromBom.found.locations[0]).toMatchObject({ path: check.file_path.slice(1), startLine: null });
    expect(fromBom.summary).toMatchObject({ scanner: 'checkov', categories: [subject.category] });
  });

  it('leaves vulnerabilities of packages to what they are', async () => {
    const document = bom('CVE-2030-1', 'pkg:pypi/teapot@1.0', 'teapot', 'It leaks.');
    expect((await one(cyclonedx, document)).key).toBe('dependency|pypi/teapot|CVE-2030-1');
  });

  it('measured infrastructure where it found nothing', async () => {
    const document = { ...bom('x', 'pkg:terraform/cli_repo/a.tf/a.b', 'a.b', ''), vulnerabilities: [] };
    const { summary } = await collect(cyclonedx, sourceFromBytes(JSON.stringify(document)));
    expect(summary).toMatchObject({ categories: ['iac'], reasons: [] });
  });
});
