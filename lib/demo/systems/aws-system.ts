import { COMPANY } from '../company.ts';
import { SCHEMA, type SystemMoment, type SystemReport } from './system-report.ts';

type Row = Record<string, unknown>;

/** The number that AWS uses in its documentation. */
const ACCOUNT = '123456789012';
const arn = (rest: string): string => `arn:aws:iam::${ACCOUNT}:${rest}`;
const ISSUER = 'token.actions.githubusercontent.com';
const HEAD =
  'user,arn,user_creation_time,password_enabled,password_last_used,mfa_active,access_key_1_active,access_key_1_last_rotated,' +
  'access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date';

/** What AWS says of the account that the demo deploys to. */
export function awsSystem({ at, picture, days }: SystemMoment): SystemReport {
  const second = (text: string): string => text.replace(/\.\d+Z$/, 'Z');
  const user = (name: string, login: string, key: string): string =>
    `${name},${arn(`user/${name}`)},${second(days(900))},${login},${key},false,N/A,N/A`;
  const person = `true,${second(days(3))},true`;
  const document = {
    ...{ schema: SCHEMA, source: 'aws', scope: ACCOUNT, collected_at: at.toISOString(), collector: 'demo' },
    sections: {
      credential_report: {
        status: 'ok',
        data: [
          HEAD,
          `<root_account>,${arn('root')},${second(days(2000))},not_supported,${second(days(1500))},true,false,N/A,N/A,false,N/A,N/A`,
          user('ines.calder', person, 'false,N/A,N/A'),
          user('noor.van.dijk', person, 'false,N/A,N/A'),
          // Older than ninety days from the second picture on.
          user('legacy-deploy', 'false,N/A,false', `true,${second(days(99))},${second(days(1))}`),
          '',
        ].join('\n'),
      },
      authorization_details: { status: 'ok', data: details(picture, days) },
      secrets: { status: 'ok', data: { SecretList: secrets(days) } },
    },
  };
  return { source: 'aws', scope: ACCOUNT, at, document };
}

const managed = (name: string): Row => ({ PolicyName: name, PolicyArn: `arn:aws:iam::aws:policy/${name}` });

function details(picture: number, days: SystemMoment['days']): Row {
  const user = (UserName: string, UserId: string, GroupList: string[]): Row => ({
    ...{ UserName, UserId, Arn: arn(`user/${UserName}`), CreateDate: days(900), GroupList },
    AttachedManagedPolicies: [],
  });
  return {
    UserDetailList: [
      user('ines.calder', 'AIDADEMO1', ['administrators']),
      user('noor.van.dijk', 'AIDADEMO2', picture > 2 ? ['administrators'] : ['readers']),
      { ...user('legacy-deploy', 'AIDADEMO3', []), AttachedManagedPolicies: [managed('PowerUserAccess')] },
    ],
    GroupDetailList: [
      {
        ...{ GroupName: 'administrators', Arn: arn('group/administrators') },
        AttachedManagedPolicies: [managed('AdministratorAccess')],
      },
      { GroupName: 'readers', Arn: arn('group/readers'), AttachedManagedPolicies: [managed('ReadOnlyAccess')] },
    ],
    RoleDetailList: [
      role('deploy-production', 'AROADEMO1', `repo:${COMPANY}/checkout-api:environment:production`, days),
      // Any job of any repository of the company gets in.
      role('deploy-billing-prod', 'AROADEMO2', `repo:${COMPANY}/*`, days),
    ],
    Policies: [],
    IsTruncated: false,
  };
}

function role(RoleName: string, RoleId: string, subject: string, days: SystemMoment['days']): Row {
  const operator = subject.includes('*') ? 'StringLike' : 'StringEquals';
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity' },
        Principal: { Federated: arn(`oidc-provider/${ISSUER}`) },
        Condition: conditionOf(operator, subject),
      },
    ],
  };
  return {
    ...{ RoleName, RoleId, Arn: arn(`role/${RoleName}`), CreateDate: days(500) },
    RoleLastUsed: { LastUsedDate: days(1), Region: 'eu-west-1' },
    Tags: [{ Key: 'env', Value: 'production' }],
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
    AttachedManagedPolicies: [managed('PowerUserAccess')],
  };
}

/** Conditions of one operator stand in one object. */
const conditionOf = (operator: string, subject: string): Row =>
  operator === 'StringEquals'
    ? { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: subject } }
    : {
        StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
        [operator]: { [`${ISSUER}:sub`]: subject },
      };

const secrets = (days: SystemMoment['days']): Row[] => [
  secret('prod/checkout/database', true, 20, days),
  secret('prod/billing/partner-sftp', false, 410, days),
];

const secret = (Name: string, RotationEnabled: boolean, changed: number, days: SystemMoment['days']): Row => ({
  ...{ ARN: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${Name}-AbCdEf`, Name, RotationEnabled },
  ...(RotationEnabled ? { RotationRules: { AutomaticallyAfterDays: 30 }, LastRotatedDate: days(changed) } : {}),
  ...{ LastChangedDate: days(changed), LastAccessedDate: days(2), CreatedDate: days(800) },
  Tags: [{ Key: 'env', Value: 'production' }],
});
