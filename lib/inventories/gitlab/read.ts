import type { InventoryReader } from '../contract.ts';
import { readDocument } from '../shared/document.ts';
import { readBranches } from './branches.ts';
import { GitlabBuilding } from './building.ts';
import { readPeople } from './people.ts';
import { readProjects } from './projects.ts';
import { GITLAB_SECTIONS } from './sections.ts';
import { readInProjects, readSettings } from './settings.ts';
import { readSubgroups } from './subgroups.ts';

/** The inventory of a GitLab group and all that is below it, from GitLab's own answers. */
export const gitlab: InventoryReader = {
  sections: GITLAB_SECTIONS,
  async read(source) {
    const document = await readDocument(source, 'gitlab', GITLAB_SECTIONS);
    const building = new GitlabBuilding(document);
    readSettings(building);
    readPeople(building);
    readProjects(building);
    readSubgroups(building);
    readBranches(building);
    readInProjects(building);
    return { inventory: building.inventory('gitlab'), document, skipped: building.skipped };
  },
};
