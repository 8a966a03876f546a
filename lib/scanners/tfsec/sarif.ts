import type { SharedCheck } from '#lib/domain/identity/checks.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { avdCheck } from '#lib/scanners/shared/avd-check.ts';

const SHARED: ReadonlyMap<string, SharedCheck> = new Map([
  ['aws-s3-enable-bucket-encryption', 'aws-s3-encryption'],
  ['aws-s3-enable-bucket-logging', 'aws-s3-logging'],
  ['aws-s3-enable-versioning', 'aws-s3-versioning'],
  ['aws-s3-block-public-acls', 'aws-s3-block-public-acls'],
  ['aws-s3-block-public-policy', 'aws-s3-block-public-policy'],
  ['aws-s3-ignore-public-acls', 'aws-s3-ignore-public-acls'],
  ['aws-s3-no-public-buckets', 'aws-s3-restrict-public-buckets'],
  ['aws-kms-auto-rotate-keys', 'aws-kms-rotation'],
  ['aws-sqs-enable-queue-encryption', 'aws-sqs-encryption'],
  ['aws-sns-enable-topic-encryption', 'aws-sns-encryption'],
  ['aws-rds-encrypt-instance-storage-data', 'aws-rds-encryption'],
  ['aws-efs-enable-at-rest-encryption', 'aws-efs-encryption'],
  ['aws-ebs-enable-volume-encryption', 'aws-ebs-encryption'],
  ['aws-dynamodb-enable-recovery', 'aws-dynamodb-recovery'],
  ['aws-ecr-enable-image-scans', 'aws-ecr-scan-on-push'],
  ['aws-ecr-enforce-immutable-repository', 'aws-ecr-immutable-tags'],
  ['aws-cloudtrail-enable-all-regions', 'aws-cloudtrail-all-regions'],
  ['aws-cloudtrail-enable-log-validation', 'aws-cloudtrail-log-validation'],
  ['aws-ec2-enforce-http-token-imds', 'aws-ec2-imdsv2'],
]);

export const tfsec: SarifDialect = {
  id: 'tfsec',
  aliases: ['tfsec', 'defsec'],
  category: 'iac',
  check: (ruleId) => SHARED.get(ruleId) ?? avdCheck(ruleId),
};
