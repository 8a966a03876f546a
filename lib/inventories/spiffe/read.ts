import type { ReportSource } from '#lib/scanners/contract.ts';
import { asInteger, asRecord, asString } from '#lib/scanners/shared/text.ts';
import type { InventoryReader, ReadInventory } from '../contract.ts';
import { Building } from '../shared/building.ts';
import { readDocument } from '../shared/document.ts';
import { grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import { SPIFFE_SECTIONS } from './sections.ts';

/** The inventory of a SPIFFE trust domain: which workloads have an identity in it. */
export const spiffe: InventoryReader = { sections: SPIFFE_SECTIONS, read };

async function read(source: ReportSource): Promise<ReadInventory> {
  const document = await readDocument(source, 'spiffe', SPIFFE_SECTIONS);
  const building = new Building<'entries'>(document);
  building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
  const given = new Set<string>();
  for (const { value, position } of building.rows('entries')) {
    const id = spiffeId(value.spiffe_id);
    if (id === null) {
      building.skip('entries', position, 'no SPIFFE id');
      continue;
    }
    // One workload may have many entries, for each way in which it is known.
    const known = building.principals.get(id);
    const end = asInteger(value.expires_at) ?? 0;
    const made = asInteger(value.created_at) ?? 0;
    const createdAt = made > 0 ? new Date(made * 1000) : null;
    const expiresAt = end > 0 ? new Date(end * 1000) : 'never';
    if (known === undefined) {
      const workload = principalOf('workload', id, id.slice('spiffe://'.length), {
        standing: 'member',
        createdAt,
        expiresAt,
      });
      building.principals.set(id, workload);
    } else if (known.expiresAt instanceof Date && (expiresAt === 'never' || expiresAt > known.expiresAt)) {
      building.principals.set(id, { ...known, expiresAt });
    }
    for (const [member, level] of RIGHTS) {
      if (value[member] === true && !given.has(`${id} ${member}`)) {
        given.add(`${id} ${member}`);
        building.grants.push(grantOf({ principal: id, resource: 'org', permission: member, level, via: 'role' }));
      }
    }
  }
  return { inventory: building.inventory('spiffe'), document, skipped: building.skipped };
}

/** `admin` changes the server's entries; `downstream` signs identities of its own. */
const RIGHTS = [
  ['admin', 5],
  ['downstream', 4],
] as const;

/** At most 2048 bytes; the trust domain in any case, the path in its own. */
function spiffeId(value: unknown): string | null {
  const { trust_domain, path } = asRecord(value);
  const text = typeof value === 'string' ? value : `spiffe://${asString(trust_domain) ?? ''}${asString(path) ?? ''}`;
  const match = /^spiffe:\/\/([A-Za-z0-9._-]{1,255})((?:\/[A-Za-z0-9._-]+)*)$/.exec(text.slice(0, 2049));
  if (match === null || text.length > 2048) return null;
  const [, domain = '', rest = ''] = match;
  return nameOf(rest) === null && rest !== '' ? null : `spiffe://${domain.toLowerCase()}${rest}`;
}
