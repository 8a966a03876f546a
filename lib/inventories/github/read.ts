import type { Inventory } from '#lib/domain/privilege/inventory.ts';
import type { ReportSource, SkippedItem } from '#lib/scanners/contract.ts';
import { type InventoryDocument, readDocument } from '../shared/document.ts';
import { readBranches, readCodeOwners } from './branches.ts';
import { Building } from './building.ts';
import { readCredentials } from './credentials.ts';
import { readPeople, readTeams, settleStanding } from './people.ts';
import { readRepositories } from './repositories.ts';
import { GITHUB_SECTIONS } from './sections.ts';
import { readEnvironments, readSettings } from './settings.ts';

export interface ReadInventory {
  inventory: Inventory;
  document: InventoryDocument;
  skipped: SkippedItem[];
}

/** The inventory of a GitHub organization, from GitHub's own answers. */
export async function readGithub(source: ReportSource): Promise<ReadInventory> {
  const document = await readDocument(source, GITHUB_SECTIONS);
  const building = new Building(document);
  readSettings(building);
  readPeople(building);
  readTeams(building);
  readRepositories(building);
  readBranches(building);
  readCodeOwners(building);
  readEnvironments(building);
  readCredentials(building);
  settleStanding(building);
  const { principals, resources, memberships, grants, controls, unanswered, skipped } = building;
  const inventory: Inventory = {
    source: 'github',
    scope: document.scope,
    collectedAt: new Date(document.collectedAt),
    sections: building.sections(),
    principals: [...principals.values()],
    memberships,
    resources: [...resources.values()],
    grants,
    controls,
    unanswered,
  };
  return { inventory, document, skipped };
}
