import type { TestInventory } from '../github/testing.ts';

type Row = Record<string, unknown>;

const ACCOUNT = '123456789012';
const arn = (rest: string): string => `arn:aws:iam::${ACCOUNT}:${rest}`;
const allow = (Action: string): Row => ({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const HOST = 'token.actions.githubusercontent.com';

const HEAD =
  'user,arn,user_creation_time,password_enabled,password_last_used,mfa_active,' +
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date';

/** The report as AWS writes it, of root, two people and a machine. */
export const CREDENTIAL_REPORT = [
  HEAD,
  `<root_account>,${arn('root')},2019-01-01T00:00:00Z,not_supported,2019-02-01T00:00:00Z,true,false,N/A,N/A,false,N/A,N/A`,
  `rosa,${arn('user/rosa')},2025-01-01T00:00:00Z,true,2026-03-01T00:00:00Z,true,false,N/A,N/A,false,N/A,N/A`,
  `ines,${arn('user/ines')},2025-01-01T00:00:00Z,true,2026-03-01T00:00:00Z,true,false,N/A,N/A,false,N/A,N/A`,
  `deploy,${arn('user/deploy')},2025-01-01T00:00:00Z,false,N/A,false,true,2026-01-10T00:00:00Z,2026-03-01T00:00:00Z,false,N/A,N/A`,
  '',
].join('\n');

/** An account in which every rule passes. For tests. */
export function soundAccount(scope = ACCOUNT): TestInventory {
  const document: TestInventory = {
    ...{
      schema: 'inventory/v1',
      source: 'aws',
      scope: ACCOUNT,
      collected_at: '2026-03-02T06:00:00Z',
      collector: 'test',
    },
    sections: {
      credential_report: { status: 'ok', data: CREDENTIAL_REPORT },
      authorization_details: { status: 'ok', data: details() },
      secrets: { status: 'ok', data: { SecretList: [secret()] } },
    },
  };
  return JSON.parse(JSON.stringify(document).replaceAll(ACCOUNT, scope)) as TestInventory;
}

const details = (): Row => ({
  UserDetailList: [
    { UserName: 'rosa', UserId: 'AIDA1', Arn: arn('user/rosa'), GroupList: ['admins'], AttachedManagedPolicies: [] },
    {
      UserName: 'ines',
      UserId: 'AIDA2',
      Arn: arn('user/ines'),
      GroupList: [],
      AttachedManagedPolicies: [managed('ReadOnlyAccess')],
    },
    {
      ...{ UserName: 'deploy', UserId: 'AIDA3', Arn: arn('user/deploy'), GroupList: [] },
      UserPolicyList: [{ PolicyName: 'push', PolicyDocument: allow('ecr:PutImage') }],
    },
  ],
  GroupDetailList: [
    { GroupName: 'admins', Arn: arn('group/admins'), AttachedManagedPolicies: [managed('AdministratorAccess')] },
  ],
  RoleDetailList: [
    {
      ...{
        RoleName: 'deploy-production',
        RoleId: 'AROA1',
        Arn: arn('role/deploy-production'),
        CreateDate: '2025-01-01T00:00:00Z',
      },
      RoleLastUsed: { LastUsedDate: '2026-03-01T00:00:00Z', Region: 'eu-west-1' },
      Tags: [{ Key: 'env', Value: 'production' }],
      // As the API gives it: encoded as an address.
      AssumeRolePolicyDocument: encodeURIComponent(
        JSON.stringify(
          trusting({
            StringEquals: {
              [`${HOST}:aud`]: 'sts.amazonaws.com',
              [`${HOST}:sub`]: 'repo:acme/web:environment:production',
            },
          }),
        ),
      ),
      AttachedManagedPolicies: [{ PolicyName: 'own', PolicyArn: arn('policy/own') }],
    },
  ],
  Policies: [
    {
      ...{ PolicyName: 'own', Arn: arn('policy/own') },
      PolicyVersionList: [
        { VersionId: 'v1', IsDefaultVersion: false, Document: allow('*') },
        { VersionId: 'v2', IsDefaultVersion: true, Document: allow('ecs:UpdateService') },
      ],
    },
  ],
  IsTruncated: false,
});

/** A policy by which tokens of GitHub's jobs become a role. */
export function trusting(Condition: Row, more: Row = {}): Row {
  const Principal = { Federated: arn(`oidc-provider/${HOST}`) };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition, ...more }],
  };
}

const managed = (PolicyName: string): Row => ({ PolicyName, PolicyArn: `arn:aws:iam::aws:policy/${PolicyName}` });

const secret = (): Row => ({
  ARN: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:prod/db-AbCdEf`,
  Name: 'prod/db',
  RotationEnabled: true,
  RotationRules: { AutomaticallyAfterDays: 30 },
  // Of the first version of the command line.
  LastRotatedDate: Date.parse('2026-02-20T00:00:00Z') / 1000,
  LastChangedDate: '2026-02-20T00:00:00Z',
  LastAccessedDate: '2026-03-01T00:00:00Z',
  CreatedDate: '2025-01-01T00:00:00Z',
  Tags: [{ Key: 'env', Value: 'production' }],
});
