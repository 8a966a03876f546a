import { asBoolean, asRecord, asString } from '#lib/scanners/shared/text.ts';
import type { InventoryReader } from '../contract.ts';
import { Building } from '../shared/building.ts';
import { readDocument } from '../shared/document.ts';
import { dateOf, nameOf, resourceOf, seenOf } from '../shared/values.ts';
import { readIdentities } from './identities.ts';
import { readRoleAssignments } from './rights.ts';
import { AZURE_SECTIONS, type AzureSection } from './sections.ts';

/** The inventory of an Azure subscription, from what `az` writes. */
export const azure: InventoryReader = {
  sections: AZURE_SECTIONS,
  async read(source) {
    const document = await readDocument(source, 'azure', AZURE_SECTIONS);
    const building = new Building<AzureSection>(document);
    building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
    readRoleAssignments(building);
    readIdentities(building);
    readVaults(building);
    return { inventory: building.inventory('azure'), document, skipped: building.skipped };
  },
};

const SECRET = /^https:\/\/([^/.]+)\.[^/]+\/secrets\/([^/]+)/i;

/** What Key Vault says of its secrets: names and dates. */
function readVaults(building: Building<AzureSection>): void {
  for (const { value, position } of building.rows('vault_secrets')) {
    const [address = '', vault = '', name = ''] = SECRET.exec(asString(value.id) ?? '') ?? [];
    if (vault === '' || name === '') {
      building.skip('vault_secrets', position, 'no id of a secret');
      continue;
    }
    const place = `vault:${vault.toLowerCase()}`;
    if (!building.resources.has(place))
      building.resources.set(place, resourceOf('vault', place, vault, { parent: 'org', sections: ['vault_secrets'] }));
    const attributes = asRecord(value.attributes);
    const createdAt = dateOf(attributes.created);
    const tags = Object.entries(asRecord(value.tags)).map(([key, each]) => [key, nameOf(each) ?? '']);
    const id = address.toLowerCase();
    const secret = resourceOf('secret', id, `${vault}/${name}`, {
      parent: place,
      sections: ['vault_secrets'],
      createdAt,
      updatedAt: dateOf(attributes.updated) ?? createdAt,
      expiresAt: seenOf(attributes, 'expires'),
      archived: attributes.enabled === false,
      tags: value.tags === undefined ? null : Object.fromEntries(tags),
    });
    building.addOnce(building.resources, secret, 'vault_secrets', position);
    // The key of a certificate is renewed with it.
    const managed = asBoolean(value.managed) === true;
    building.controls.push({ kind: 'rotation', resource: id, enabled: null, managed, everyDays: null, lastAt: null });
  }
}
