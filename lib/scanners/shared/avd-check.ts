import type { SharedCheck } from '#lib/domain/identity/checks.ts';

/** Checks of Aqua's vulnerability database that other scanners make too. */
const SHARED: ReadonlyMap<string, SharedCheck> = new Map([
  ['AWS-0088', 'aws-s3-encryption'],
  ['AWS-0089', 'aws-s3-logging'],
  ['AWS-0090', 'aws-s3-versioning'],
  ['AWS-0086', 'aws-s3-block-public-acls'],
  ['AWS-0087', 'aws-s3-block-public-policy'],
  ['AWS-0091', 'aws-s3-ignore-public-acls'],
  ['AWS-0093', 'aws-s3-restrict-public-buckets'],
  ['AWS-0065', 'aws-kms-rotation'],
  ['AWS-0096', 'aws-sqs-encryption'],
  ['AWS-0095', 'aws-sns-encryption'],
  ['AWS-0080', 'aws-rds-encryption'],
  ['AWS-0037', 'aws-efs-encryption'],
  ['AWS-0026', 'aws-ebs-encryption'],
  ['AWS-0024', 'aws-dynamodb-recovery'],
  ['AWS-0030', 'aws-ecr-scan-on-push'],
  ['AWS-0031', 'aws-ecr-immutable-tags'],
  ['AWS-0014', 'aws-cloudtrail-all-regions'],
  ['AWS-0016', 'aws-cloudtrail-log-validation'],
  ['AWS-0028', 'aws-ec2-imdsv2'],
]);

// `AVD-AWS-0086`, `AWS-0086`, `DS002`, `AVD-DS-0002`: one check through the years.
const AVD = /^(?:AVD-)?([A-Z]{2,20})-?(\d{3,4})$/;

/** Name of a check of Aqua's vulnerability database, whatever year's spelling; null when the id is of another kind. */
export function avdCheck(id: string): string | null {
  const [, family, number] = AVD.exec(id) ?? [];
  if (family === undefined || number === undefined) return null;
  const name = `${family}-${number.padStart(4, '0')}`;
  return SHARED.get(name) ?? name;
}
