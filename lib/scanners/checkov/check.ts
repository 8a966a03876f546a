import type { SharedCheck, SharedPipelineQuestion } from '#lib/domain/identity/checks.ts';

const SHARED: ReadonlyMap<string, SharedCheck> = new Map([
  ['CKV_AWS_19', 'aws-s3-encryption'],
  ['CKV_AWS_18', 'aws-s3-logging'],
  ['CKV_AWS_21', 'aws-s3-versioning'],
  ['CKV_AWS_53', 'aws-s3-block-public-acls'],
  ['CKV_AWS_54', 'aws-s3-block-public-policy'],
  ['CKV_AWS_55', 'aws-s3-ignore-public-acls'],
  ['CKV_AWS_56', 'aws-s3-restrict-public-buckets'],
  ['CKV_AWS_7', 'aws-kms-rotation'],
  ['CKV_AWS_27', 'aws-sqs-encryption'],
  ['CKV_AWS_26', 'aws-sns-encryption'],
  ['CKV_AWS_16', 'aws-rds-encryption'],
  ['CKV_AWS_42', 'aws-efs-encryption'],
  ['CKV_AWS_3', 'aws-ebs-encryption'],
  ['CKV_AWS_28', 'aws-dynamodb-recovery'],
  ['CKV_AWS_163', 'aws-ecr-scan-on-push'],
  ['CKV_AWS_51', 'aws-ecr-immutable-tags'],
  ['CKV_AWS_67', 'aws-cloudtrail-all-regions'],
  ['CKV_AWS_36', 'aws-cloudtrail-log-validation'],
  ['CKV_AWS_79', 'aws-ec2-imdsv2'],
]);

/** The name of a check that other scanners make too; null: only Checkov does. */
export function sharedCheck(id: string): SharedCheck | null {
  return SHARED.get(id) ?? null;
}

const QUESTIONS: ReadonlyMap<string, SharedPipelineQuestion> = new Map([
  ['CKV_GHA_1', { check: 'insecure-commands', about: 'actions_allow_unsecure_commands' }],
  ['CKV2_GHA_1', { check: 'excessive-permissions', about: 'permissions' }],
]);

/** The question about a workflow that other scanners ask too; null: only Checkov does, or names too little of the place. */
export function sharedQuestion(id: string): SharedPipelineQuestion | null {
  return QUESTIONS.get(id) ?? null;
}
