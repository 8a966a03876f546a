import { describe, expect, it } from 'vitest';
import { sharedCheck } from './checkov/check.ts';
import { avdCheck } from './shared/avd-check.ts';
import { tfsec } from './tfsec/sarif.ts';
import { trivy } from './trivy/sarif.ts';

/** Checkov, tfsec and Trivy ask the same question of the same attribute. */
const SAME: readonly (readonly [name: string, checkov: string, tfsec: string, avd: string])[] = [
  ['aws-s3-encryption', 'CKV_AWS_19', 'aws-s3-enable-bucket-encryption', 'AWS-0088'],
  ['aws-s3-logging', 'CKV_AWS_18', 'aws-s3-enable-bucket-logging', 'AWS-0089'],
  ['aws-s3-versioning', 'CKV_AWS_21', 'aws-s3-enable-versioning', 'AWS-0090'],
  ['aws-s3-block-public-acls', 'CKV_AWS_53', 'aws-s3-block-public-acls', 'AWS-0086'],
  ['aws-s3-block-public-policy', 'CKV_AWS_54', 'aws-s3-block-public-policy', 'AWS-0087'],
  ['aws-s3-ignore-public-acls', 'CKV_AWS_55', 'aws-s3-ignore-public-acls', 'AWS-0091'],
  ['aws-s3-restrict-public-buckets', 'CKV_AWS_56', 'aws-s3-no-public-buckets', 'AWS-0093'],
  ['aws-kms-rotation', 'CKV_AWS_7', 'aws-kms-auto-rotate-keys', 'AWS-0065'],
  ['aws-sqs-encryption', 'CKV_AWS_27', 'aws-sqs-enable-queue-encryption', 'AWS-0096'],
  ['aws-sns-encryption', 'CKV_AWS_26', 'aws-sns-enable-topic-encryption', 'AWS-0095'],
  ['aws-rds-encryption', 'CKV_AWS_16', 'aws-rds-encrypt-instance-storage-data', 'AWS-0080'],
  ['aws-efs-encryption', 'CKV_AWS_42', 'aws-efs-enable-at-rest-encryption', 'AWS-0037'],
  ['aws-ebs-encryption', 'CKV_AWS_3', 'aws-ebs-enable-volume-encryption', 'AWS-0026'],
  ['aws-dynamodb-recovery', 'CKV_AWS_28', 'aws-dynamodb-enable-recovery', 'AWS-0024'],
  ['aws-ecr-scan-on-push', 'CKV_AWS_163', 'aws-ecr-enable-image-scans', 'AWS-0030'],
  ['aws-ecr-immutable-tags', 'CKV_AWS_51', 'aws-ecr-enforce-immutable-repository', 'AWS-0031'],
  ['aws-cloudtrail-all-regions', 'CKV_AWS_67', 'aws-cloudtrail-enable-all-regions', 'AWS-0014'],
  ['aws-cloudtrail-log-validation', 'CKV_AWS_36', 'aws-cloudtrail-enable-log-validation', 'AWS-0016'],
  ['aws-ec2-imdsv2', 'CKV_AWS_79', 'aws-ec2-enforce-http-token-imds', 'AWS-0028'],
];

describe('checks that scanners share', () => {
  it.each(SAME)('%s has one name, whoever makes it', (name, ofCheckov, ofTfsec, avd) => {
    expect(sharedCheck(ofCheckov)).toBe(name);
    for (const id of [ofTfsec, avd, `AVD-${avd}`]) expect(tfsec.check?.(id)).toBe(name);
    for (const id of [avd, `AVD-${avd}`]) expect(trivy.check?.(id)).toBe(name);
  });

  it('gives one name to a check through the versions of Trivy', () => {
    expect(['DS002', 'AVD-DS-0002', 'DS-0002'].map(avdCheck)).toEqual(['DS-0002', 'DS-0002', 'DS-0002']);
  });

  it('knows nothing of other ids', () => {
    for (const id of ['CKV_DOCKER_3', 'constructor', '']) {
      expect([sharedCheck(id), avdCheck(id), tfsec.check?.(id)]).toEqual([null, null, null]);
    }
  });
});
