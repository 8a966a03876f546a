import type { InventoryReader } from '../contract.ts';
import { readDocument } from '../shared/document.ts';
import { readBranches, readCodeOwners } from './branches.ts';
import { GithubBuilding } from './building.ts';
import { readCredentials } from './credentials.ts';
import { readPeople, readTeams, settleStanding } from './people.ts';
import { readRepositories } from './repositories.ts';
import { GITHUB_SECTIONS } from './sections.ts';
import { readEnvironments, readSettings } from './settings.ts';

/** The inventory of a GitHub organization, from GitHub's own answers. */
export const github: InventoryReader = {
  sections: GITHUB_SECTIONS,
  async read(source) {
    const document = await readDocument(source, 'github', GITHUB_SECTIONS);
    const building = new GithubBuilding(document);
    readSettings(building);
    readPeople(building);
    readTeams(building);
    readRepositories(building);
    readBranches(building);
    readCodeOwners(building);
    readEnvironments(building);
    readCredentials(building);
    settleStanding(building);
    return { inventory: building.inventory('github'), document, skipped: building.skipped };
  },
};
