/**
 * Checks that several scanners make of the same attribute of the same resource, each under an id of its own: the name
 * that they share. Short on purpose: only where they really ask the same question. Which ids mean which of these
 * checks stands in the scanners' own folders; everything else keeps its own id.
 */
export type SharedCheck =
  | 'aws-cloudtrail-all-regions'
  | 'aws-cloudtrail-log-validation'
  | 'aws-dynamodb-recovery'
  | 'aws-ebs-encryption'
  | 'aws-ec2-imdsv2'
  | 'aws-ecr-immutable-tags'
  | 'aws-ecr-scan-on-push'
  | 'aws-efs-encryption'
  | 'aws-kms-rotation'
  | 'aws-rds-encryption'
  | 'aws-s3-block-public-acls'
  | 'aws-s3-block-public-policy'
  | 'aws-s3-encryption'
  | 'aws-s3-ignore-public-acls'
  | 'aws-s3-logging'
  | 'aws-s3-restrict-public-buckets'
  | 'aws-s3-versioning'
  | 'aws-sns-encryption'
  | 'aws-sqs-encryption';

/** The same for files of pipelines. */
export type SharedPipelineCheck =
  | 'all-secrets'
  | 'excessive-permissions'
  | 'github-env'
  | 'insecure-commands'
  | 'piped-download'
  | 'secrets-inherit'
  | 'self-hosted-on-pull-request'
  | 'template-injection'
  | 'unpinned-images'
  | 'unpinned-uses'
  | 'untrusted-checkout';

/**
 * A shared check of one place. What it is about (an action's name, an expression) tells places of one job apart, because tools
 * do not agree on the names of steps.
 */
export interface SharedPipelineQuestion {
  check: SharedPipelineCheck;
  about: string;
}
