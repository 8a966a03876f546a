import { join } from 'node:path';
import type { AccessFacts, ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import { readAccessFacts } from '#lib/inventories/github/access/read-access-facts.ts';
import { GITHUB_SECTIONS } from '#lib/inventories/github/sections.ts';
import { readDocument } from '#lib/inventories/shared/document.ts';
import { openBlob } from '../../upload/read/file-source.ts';
import type { StoredInventory } from './protocol.ts';

interface Read {
  scope: string;
  collectedAt: string;
  /** Null: it does not tell which repositories there are. */
  facts: AccessFacts | null;
  reason: string | null;
}

/** A stored inventory as facts of access; what it does not tell is not known. */
export async function readInventory(
  { path, bytes }: StoredInventory,
  production: ProductionPatterns,
  folder: string,
): Promise<Read> {
  const source = await openBlob(path, bytes, null, join(folder, 'plain'));
  const { scope, collectedAt, sections } = await readDocument(source, 'github', GITHUB_SECTIONS);
  const repositories = sections.get('repositories');
  if (repositories?.status !== 'ok' || repositories.unread.length > 0) {
    const reason = `The repositories could not be read${repositories?.reason ? `: ${repositories.reason}` : ''}.`;
    return { scope, collectedAt, facts: null, reason };
  }
  // Workflow files are delivered by repository: what they do is not known here.
  const facts = readAccessFacts({ scope, sections, workflows: new Map(), production });
  return { scope, collectedAt, facts, reason: null };
}
