/**
 * Checks that Checkov, tfsec and Trivy make of the same attribute of the same resource, under names of their own.
 * Short on purpose: only where the three really ask the same question. Everything else keeps its own id.
 */
const SAME_CHECK: Readonly<Record<string, readonly string[]>> = {
  'aws-s3-encryption': ['CKV_AWS_19', 'aws-s3-enable-bucket-encryption', 'AWS-0088'],
  'aws-s3-logging': ['CKV_AWS_18', 'aws-s3-enable-bucket-logging', 'AWS-0089'],
  'aws-s3-versioning': ['CKV_AWS_21', 'aws-s3-enable-versioning', 'AWS-0090'],
  'aws-s3-block-public-acls': ['CKV_AWS_53', 'aws-s3-block-public-acls', 'AWS-0086'],
  'aws-s3-block-public-policy': ['CKV_AWS_54', 'aws-s3-block-public-policy', 'AWS-0087'],
  'aws-s3-ignore-public-acls': ['CKV_AWS_55', 'aws-s3-ignore-public-acls', 'AWS-0091'],
  'aws-s3-restrict-public-buckets': ['CKV_AWS_56', 'aws-s3-no-public-buckets', 'AWS-0093'],
  'aws-kms-rotation': ['CKV_AWS_7', 'aws-kms-auto-rotate-keys', 'AWS-0065'],
  'aws-sqs-encryption': ['CKV_AWS_27', 'aws-sqs-enable-queue-encryption', 'AWS-0096'],
  'aws-sns-encryption': ['CKV_AWS_26', 'aws-sns-enable-topic-encryption', 'AWS-0095'],
  'aws-rds-encryption': ['CKV_AWS_16', 'aws-rds-encrypt-instance-storage-data', 'AWS-0080'],
  'aws-efs-encryption': ['CKV_AWS_42', 'aws-efs-enable-at-rest-encryption', 'AWS-0037'],
  'aws-ebs-encryption': ['CKV_AWS_3', 'aws-ebs-enable-volume-encryption', 'AWS-0026'],
  'aws-dynamodb-recovery': ['CKV_AWS_28', 'aws-dynamodb-enable-recovery', 'AWS-0024'],
  'aws-ecr-scan-on-push': ['CKV_AWS_163', 'aws-ecr-enable-image-scans', 'AWS-0030'],
  'aws-ecr-immutable-tags': ['CKV_AWS_51', 'aws-ecr-enforce-immutable-repository', 'AWS-0031'],
  'aws-cloudtrail-all-regions': ['CKV_AWS_67', 'aws-cloudtrail-enable-all-regions', 'AWS-0014'],
  'aws-cloudtrail-log-validation': ['CKV_AWS_36', 'aws-cloudtrail-enable-log-validation', 'AWS-0016'],
  'aws-ec2-imdsv2': ['CKV_AWS_79', 'aws-ec2-enforce-http-token-imds', 'AWS-0028'],
};

const BY_ID: ReadonlyMap<string, string> = new Map(
  Object.entries(SAME_CHECK).flatMap(([name, ids]) => ids.map((id) => [id, name] as const)),
);

// `AVD-AWS-0086`, `AWS-0086`, `DS002`, `AVD-DS-0002`: one check through the years of Trivy.
const AVD = /^(?:AVD-)?([A-Z]{2,20})-?(\d{3,4})$/;

/** The check's name across scanners and across versions of one. */
export function canonicalCheck(scanner: string, id: string): string {
  const avd = scanner === 'trivy' || scanner === 'tfsec' ? AVD.exec(id) : null;
  const own = avd === null ? id : `${avd[1]}-${avd[2]?.padStart(4, '0')}`;
  return BY_ID.get(own) ?? own;
}
