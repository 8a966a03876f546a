import { join } from 'node:path';
import type { AccessFacts, ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import { GITHUB, gitlabHost, type JobHost } from '#lib/domain/privilege/cloud/job-host.ts';
import { type CloudFacts, rolesOfInventory } from '#lib/domain/privilege/cloud/roles-of-inventory.ts';
import { factsOfVault } from '#lib/domain/privilege/vault/facts-of-vault.ts';
import { INVENTORY_READERS } from '#lib/inventories/all-inventories.ts';
import { readAccessFacts } from '#lib/inventories/github/access/read-access-facts.ts';
import { GITHUB_SECTIONS } from '#lib/inventories/github/sections.ts';
import { readGitlabFacts } from '#lib/inventories/gitlab/access/read-gitlab-facts.ts';
import { GITLAB_SECTIONS } from '#lib/inventories/gitlab/sections.ts';
import { readDocument } from '#lib/inventories/shared/document.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { asString, type Json } from '#lib/scanners/shared/text.ts';
import { openBlob } from '../../upload/read/file-source.ts';
import type { StoredPicture } from './protocol.ts';

interface Read {
  scope: string;
  /** When the newest of the inventories was collected. */
  collectedAt: string;
  /** Null: it does not tell which repositories or projects there are. */
  facts: AccessFacts | null;
  reason: string | null;
}

/** Stored inventories of one time as facts of access; what they do not tell is not known. */
export async function readPicture(
  picture: StoredPicture,
  production: ProductionPatterns,
  folder: string,
): Promise<Read> {
  const { path, bytes } = picture.inventory;
  const source = await openBlob(path, bytes, null, join(folder, 'plain'));
  switch (picture.source) {
    case 'github':
      return readGithub(source, picture, production, folder);
    case 'gitlab':
      return readGitlab(source, picture, production, folder);
    case 'cyberark': {
      const { inventory, document } = await INVENTORY_READERS.cyberark.read(source);
      const { scope, collectedAt } = document;
      return { scope, collectedAt, facts: factsOfVault(inventory, production), reason: null };
    }
  }
}

async function readGithub(
  source: ReportSource,
  { clouds, workflows: files }: StoredPicture,
  production: ProductionPatterns,
  folder: string,
): Promise<Read> {
  const { scope, collectedAt, sections } = await readDocument(source, 'github', GITHUB_SECTIONS);
  const repositories = sections.get('repositories');
  if (repositories?.status !== 'ok' || repositories.unread.length > 0) {
    const reason = `The repositories could not be read${repositories?.reason ? `: ${repositories.reason}` : ''}.`;
    return { scope, collectedAt, facts: null, reason };
  }
  const workflows = new Map(Object.entries(files));
  const facts = readAccessFacts({ scope, collectedAt, sections, workflows, production });
  return joined({ scope, collectedAt, facts }, clouds, await readClouds(clouds, production, folder, GITHUB));
}

/** The address of the GitLab that has these projects; null: none of them tells. */
function addressOf(projects: readonly Json[]): string | null {
  const address = projects.map((row) => asString(row.http_url_to_repo)).find((text) => text !== null) ?? null;
  return address !== null && URL.canParse(address) ? new URL(address).host : null;
}

/** With the roles of the clouds that were read. */
function joined(
  { scope, collectedAt, facts }: { scope: string; collectedAt: string; facts: AccessFacts },
  clouds: StoredPicture['clouds'],
  found: Awaited<ReturnType<typeof readClouds>>,
): Read {
  return {
    ...{ scope, reason: null },
    collectedAt: [collectedAt, ...found.map((each) => each.collectedAt)].reduce((a, b) => (b > a ? b : a)),
    facts: {
      ...facts,
      cloudRoles: clouds.length === 0 ? null : found.flatMap(({ roles }) => roles),
      unreadClouds: found.flatMap(({ unread }) => unread),
    },
  };
}

async function readGitlab(
  source: ReportSource,
  { clouds }: StoredPicture,
  production: ProductionPatterns,
  folder: string,
): Promise<Read> {
  const { scope, collectedAt, sections } = await readDocument(source, 'gitlab', GITLAB_SECTIONS);
  const projects = sections.get('projects');
  if (projects?.status !== 'ok' || projects.unread.length > 0) {
    const reason = `The projects could not be read${projects?.reason ? `: ${projects.reason}` : ''}.`;
    return { scope, collectedAt, facts: null, reason };
  }
  const facts = readGitlabFacts({ scope, collectedAt, sections, production });
  const host = gitlabHost(addressOf(projects.rows.map(({ value }) => value)));
  return joined({ scope, collectedAt, facts }, clouds, await readClouds(clouds, production, folder, host));
}

async function readClouds(
  clouds: StoredPicture['clouds'],
  production: ProductionPatterns,
  folder: string,
  host: JobHost,
): Promise<(CloudFacts & { collectedAt: string })[]> {
  const found: (CloudFacts & { collectedAt: string })[] = [];
  // One after the other: of each only its roles are kept in memory.
  for (const { path, bytes, system, source } of clouds) {
    try {
      const blob = await openBlob(path, bytes, null, join(folder, 'plain'));
      const { inventory } = await INVENTORY_READERS[source].read(blob);
      const collectedAt = inventory.collectedAt.toISOString();
      found.push({ ...rolesOfInventory(inventory, production, host), collectedAt });
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      const reason = `The inventory of ${system} could not be read: ${error.message}.`;
      found.push({ roles: [], unread: [{ id: system, reason }], collectedAt: '' });
    }
  }
  return found;
}
