import type { Named } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import { unknown } from './outcomes.ts';
import type { Outcome } from './rule.ts';

/**
 * That the secrets of jobs that update dependencies were not read in an organization or repository: it leaves these open, and no
 * others, because asking for them takes a right that a collector may not have. Older ones do not ask: what they never told leaves
 * nothing open.
 */
export function unreadUpdateSecrets(graph: InventoryGraph, { id, name }: Named): Outcome[] {
  const isAbove = id === graph.organization.id;
  const section = isAbove ? 'organization_dependabot_secrets' : 'dependabot_secrets';
  const known = graph.inventory.sections.find((each) => each.name === section);
  if (known === undefined || known.status === 'absent') return [];
  const isCut = isAbove && known.skipped > 0;
  const reason =
    graph.whyUnknown(section, id) ??
    (isCut ? `Rows of the section ${section} could not be read: ${known.skipped}.` : null);
  return reason === null ? [] : [unknown(null, { id: `${id}/updates`, name }, reason)];
}
