import type { TestInventory } from '../github/testing.ts';

type Row = Record<string, unknown>;

export const SUBSCRIPTION = '0b1f6471-1bf0-4dda-aec3-cb9272f09590';
const ISSUER = 'https://token.actions.githubusercontent.com';
const ok = (data: unknown): Row => ({ status: 'ok', data });
const APP = '11111111-0000-0000-0000-000000000001';
const IDENTITY = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/deployer`;

export const credential = (more: Row): Row => ({
  name: 'main',
  issuer: ISSUER,
  audiences: ['api://AzureADTokenExchange'],
  ...more,
});

/** A subscription in which every rule passes. For tests. */
export function soundSubscription(): TestInventory {
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop`;
  return {
    ...{
      schema: 'inventory/v1',
      source: 'azure',
      scope: SUBSCRIPTION,
      collected_at: '2026-03-02T06:00:00Z',
      collector: 'test',
    },
    sections: {
      role_assignments: ok([
        assignment('u1', 'rosa@acme.example', 'User', 'Owner', `/subscriptions/${SUBSCRIPTION}`),
        assignment('S1', 'shop-deploy', 'ServicePrincipal', 'Contributor', group),
        assignment('s1', 'shop-deploy', 'ServicePrincipal', 'Reader', `/subscriptions/${SUBSCRIPTION}`),
      ]),
      service_principals: ok([
        { id: 's1', appId: APP, displayName: 'shop-deploy', servicePrincipalType: 'Application', accountEnabled: true },
      ]),
      applications: ok([
        {
          ...{ appId: APP, displayName: 'shop-deploy' },
          passwordCredentials: [
            {
              keyId: 'K1',
              displayName: 'ci',
              startDateTime: '2026-01-01T00:00:00Z',
              endDateTime: '2026-06-01T00:00:00Z',
              secretText: null,
            },
            {
              keyId: 'K2',
              displayName: 'old',
              startDateTime: '2020-01-01T00:00:00Z',
              endDateTime: '2021-01-01T00:00:00Z',
            },
          ],
        },
      ]),
      app_federated_credentials: ok([
        { app: APP, status: 'ok', data: [credential({ subject: 'repo:acme/shop:environment:production' })] },
      ]),
      identity_federated_credentials: ok([
        credential({
          id: `${IDENTITY}/federatedIdentityCredentials/main`,
          subject: 'repo:acme/shop:ref:refs/heads/main',
        }),
      ]),
      vault_secrets: ok([
        {
          ...{
            id: 'https://shop.vault.azure.net/secrets/db',
            name: 'db',
            contentType: null,
            managed: null,
            tags: { env: 'production' },
          },
          attributes: {
            created: '2025-01-01T00:00:00+00:00',
            updated: '2026-02-01T00:00:00+00:00',
            enabled: true,
            expires: '2026-05-01T00:00:00+00:00',
          },
        },
      ]),
    },
  };
}

const assignment = (
  principalId: string,
  principalName: string,
  principalType: string,
  roleDefinitionName: string,
  scope: string,
): Row => ({
  ...{
    id: `/${principalId}/${roleDefinitionName}`,
    principalId,
    principalName,
    principalType,
    roleDefinitionName,
    scope,
  },
  ...{ createdOn: '2025-01-01T00:00:00Z', createdBy: 'u1', condition: null },
});
