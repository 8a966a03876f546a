import { describe, expect, it } from 'vitest';
import { canonicalCheck } from './checks.ts';

describe('canonicalCheck', () => {
  it('gives one name to the same check of three scanners', () => {
    const names = [
      canonicalCheck('checkov', 'CKV_AWS_53'),
      canonicalCheck('tfsec', 'aws-s3-block-public-acls'),
      canonicalCheck('trivy', 'AVD-AWS-0086'),
      canonicalCheck('trivy', 'AWS-0086'),
    ];
    expect(new Set(names)).toEqual(new Set(['aws-s3-block-public-acls']));
  });

  it('gives one name to a check through the versions of Trivy', () => {
    expect(canonicalCheck('trivy', 'DS002')).toBe('DS-0002');
    expect(canonicalCheck('trivy', 'AVD-DS-0002')).toBe('DS-0002');
  });

  it('leaves everything else as it is', () => {
    for (const id of ['CKV_DOCKER_3', 'constructor', '']) expect(canonicalCheck('checkov', id)).toBe(id);
    expect(canonicalCheck('other', 'DS002')).toBe('DS002');
  });
});
