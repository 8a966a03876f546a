import type { PrincipalKind, ResourceKind, Via } from './inventory.ts';

export const PRINCIPAL_KINDS = [
  'human',
  'bot',
  'app',
  'oauth_app',
  'runner',
  'runner_group',
  'deploy_key',
  'token',
  'workload',
  'service_account',
  'group',
] as const satisfies readonly PrincipalKind[];

export const RESOURCE_KINDS = [
  'org',
  'group',
  'repo',
  'branch',
  'environment',
  'secret',
  'key',
  'runner_group',
  'webhook',
  'workflow',
  'package',
  'cloud_role',
  'safe',
  'vault',
  'platform',
  'account',
] as const satisfies readonly ResourceKind[];

export const VIAS = [
  'direct',
  'team',
  'group',
  'role',
  'policy',
  'key',
  'token',
  'app',
] as const satisfies readonly Via[];

/** Principals that are credentials: they have an age, an end and a last use. */
export const CREDENTIAL_PRINCIPALS = [
  'app',
  'oauth_app',
  'deploy_key',
  'token',
] as const satisfies readonly PrincipalKind[];

/** Resources that hold a secret value. */
export const CREDENTIAL_RESOURCES = ['secret', 'key', 'account'] as const satisfies readonly ResourceKind[];
