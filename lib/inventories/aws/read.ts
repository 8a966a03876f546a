import type { InventoryReader } from '../contract.ts';
import { Building } from '../shared/building.ts';
import { readDocument } from '../shared/document.ts';
import { resourceOf } from '../shared/values.ts';
import { readCredentialReport } from './credentials.ts';
import { readDetails } from './details.ts';
import { readSecrets } from './secrets.ts';
import { AWS_SECTIONS, type AwsSection } from './sections.ts';

/** The inventory of an AWS account, from what AWS itself answers. */
export const aws: InventoryReader = {
  sections: AWS_SECTIONS,
  async read(source) {
    const document = await readDocument(source, 'aws', AWS_SECTIONS);
    const building = new Building<AwsSection>(document);
    building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
    await readCredentialReport(building);
    readDetails(building);
    readSecrets(building);
    return { inventory: building.inventory('aws'), document, skipped: building.skipped };
  },
};
