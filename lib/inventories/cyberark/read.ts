import type { ReportSource } from '#lib/scanners/contract.ts';
import type { InventoryReader, ReadInventory } from '../contract.ts';
import { readDocument } from '../shared/document.ts';
import { resourceOf } from '../shared/values.ts';
import { readAccounts } from './accounts.ts';
import { CyberarkBuilding } from './building.ts';
import { unfoldExport } from './evd.ts';
import { readPeople } from './people.ts';
import { readSafes } from './safes.ts';
import { CYBERARK_SECTIONS } from './sections.ts';

/** The inventory of a CyberArk vault, from the answers of PVWA or the vault's own export. */
export const cyberark: InventoryReader = { sections: CYBERARK_SECTIONS, read };

async function read(source: ReportSource): Promise<ReadInventory> {
  const document = await readDocument(source, 'cyberark', CYBERARK_SECTIONS);
  await unfoldExport(document);
  const building = new CyberarkBuilding(document);
  building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
  readPeople(building);
  readSafes(building);
  readAccounts(building);
  return { inventory: building.inventory('cyberark'), document, skipped: building.skipped };
}
