import type { Outline } from '#lib/scanners/contract.ts';
import { asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import type { SectionShape } from '../shared/section.ts';

/** The first row of a list, by which it is known what the rows are. */
function firstOf(outline: Outline): Json {
  return outline.kind === 'json' && Array.isArray(outline.value) ? asRecord(outline.value[0]) : {};
}

const idOf = (outline: Outline): string => asString(firstOf(outline).id) ?? '';

/** The sections of an Azure subscription; what each holds is what `az` writes. `docs/privileges.md` names the calls. */
export const AZURE_SECTIONS = {
  role_assignments: { kind: 'list', own: (outline) => 'roleDefinitionName' in firstOf(outline) },
  service_principals: { kind: 'list', own: (outline) => 'servicePrincipalType' in firstOf(outline) },
  applications: {
    kind: 'list',
    own: (outline) => 'passwordCredentials' in firstOf(outline) && !('servicePrincipalType' in firstOf(outline)),
  },
  app_federated_credentials: { kind: 'each', key: 'app' },
  identity_federated_credentials: {
    kind: 'list',
    own: (outline) => /\/federatedIdentityCredentials\//i.test(idOf(outline)),
  },
  vault_secrets: { kind: 'list', own: (outline) => /^https:\/\/[^/]+\/secrets\//i.test(idOf(outline)) },
} as const satisfies Record<string, SectionShape>;

export type AzureSection = keyof typeof AZURE_SECTIONS;
