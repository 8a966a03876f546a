import { aembitFact } from '#lib/domain/privilege/events/aembit-event.ts';
import { foldFacts } from '#lib/domain/privilege/events/fold-facts.ts';
import type { WorkloadAccess } from '#lib/domain/privilege/events/workload-access.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { asArray, asInteger, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import type { InventoryReader, ReadInventory } from '../contract.ts';
import { Building } from '../shared/building.ts';
import { type InventoryDocument, readDocument } from '../shared/document.ts';
import { dateOf, grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import { AEMBIT_SECTIONS, type AembitSection } from './sections.ts';

/** The inventory of an Aembit tenant: which workload reaches which, as events tell. */
export const aembit: InventoryReader = { sections: AEMBIT_SECTIONS, read };

async function read(source: ReportSource): Promise<ReadInventory> {
  const document = await readDocument(source, 'aembit', AEMBIT_SECTIONS);
  const building = new Building<AembitSection>(document);
  foldEvents(building, document);
  building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
  for (const { value, position } of building.rows('access')) readAccess(building, value, position);
  for (const { value, position } of building.rows('audit_log')) readAudit(building, value, position);
  return { inventory: building.inventory('aembit'), document, skipped: building.skipped };
}

/** Aembit's own events in the place of what they come to. */
function foldEvents(building: Building<AembitSection>, document: InventoryDocument): void {
  const given = document.sections.get('events');
  if (given === undefined || given.status !== 'ok') return;
  if (document.sections.get('access')?.status === 'ok') {
    throw new ReportError('there are both events and access: deliver one of them', 'sections.events');
  }
  const arrived = new Date(document.collectedAt);
  const tallies = building.rows('events').flatMap(({ value, position }) => {
    const { fact, at } = aembitFact(value, arrived);
    if (fact.kind === 'other' && fact.what.startsWith('not an')) {
      building.skip('events', position, fact.what);
      return [];
    }
    return [{ fact, count: 1, lastAt: at }];
  });
  const folded = foldFacts(tallies);
  for (const name of ['access', 'audit_log'] as const) {
    const rows = folded[name].map((row, index) => ({
      value: { ...row } as Json,
      position: `${name}[${index}]`,
      list: '',
    }));
    document.sections.set(name, { status: 'ok', reason: null, rows, unread: [], object: null, text: null });
  }
}

/** Where events themselves were sent, what could not be read of them is missing too. */
const told = (building: Building<AembitSection>, section: 'access' | 'audit_log'): string[] =>
  building.isRead('events') ? [section, 'events'] : [section];

function readAccess(building: Building<AembitSection>, row: Json, position: string): void {
  const server = partyOf(building, row.server, 'account', position);
  const client = partyOf(building, row.client, 'workload', position);
  const denied = asInteger(row.denied);
  const authorized = asInteger(row.authorized);
  if (denied === null || authorized === null) {
    building.skip('access', position, 'no number of requests');
    return;
  }
  const policy = nameOf(asRecord(row.policy).name);
  const lastAuthorizedAt = dateOf(row.last_authorized_at);
  const lastUsedAt = dateOf(row.last_used_at) ?? lastAuthorizedAt;
  if (client !== null) noteUse(building, client.id, lastUsedAt);
  building.controls.push({
    kind: 'workload_access',
    resource: server?.id ?? 'org',
    client,
    ...{ policy, authorized, denied, lastAuthorizedAt, lastDeniedAt: dateOf(row.last_denied_at) },
    denials: asArray(row.denials).map(denialOf),
  });
  // What was never let in has no right, whatever it asks for.
  if (client === null || server === null || lastUsedAt === null) return;
  building.grants.push(
    grantOf(
      { principal: client.id, resource: server.id, permission: policy ?? 'access', level: 3, via: 'policy' },
      { lastUsedAt, sections: told(building, 'access') },
    ),
  );
}

function denialOf(value: unknown): WorkloadAccess['denials'][number] {
  const row = asRecord(value);
  const [reason = null, provider = null, attribute = null, expected = null, actual = null] = [
    row.reason,
    row.provider,
    row.attribute,
    row.expected,
    row.actual,
  ].map(nameOf);
  return { count: asInteger(row.count) ?? 1, reason, provider, attribute, expected, actual };
}

/** The workload that a row names, made when it is new; null where Aembit found none. */
function partyOf(building: Building<AembitSection>, value: unknown, kind: 'workload' | 'account', position: string) {
  const row = asRecord(value);
  const number = asString(row.id);
  if (number === null) return null;
  if (!/^[0-9A-Za-z._:-]{1,100}$/.test(number)) {
    building.skip('access', position, 'an id that no workload has');
    return null;
  }
  const name = nameOf(row.name) ?? number;
  const id = `${kind === 'workload' ? 'workload' : 'server'}:${number}`;
  if (kind === 'workload' && !building.principals.has(id)) {
    building.principals.set(
      id,
      principalOf('workload', id, name, { sections: told(building, 'access'), standing: 'member' }),
    );
  }
  if (kind === 'account' && !building.resources.has(id)) {
    building.resources.set(id, resourceOf('account', id, name, { parent: 'org', sections: told(building, 'access') }));
  }
  return { id, name };
}

function noteUse(building: Building<AembitSection>, id: string, at: Date | null): void {
  const known = building.principals.get(id);
  if (known === undefined || at === null) return;
  const isLater = !(known.lastActiveAt instanceof Date) || at > known.lastActiveAt;
  if (isLater) building.principals.set(id, { ...known, lastActiveAt: at });
}

/** Who changes policies: people and services of the tenant, as its audit log tells. */
function readAudit(building: Building<AembitSection>, row: Json, position: string): void {
  const actor = asRecord(row.actor);
  const number = asString(actor.id);
  if (number === null) {
    building.skip('audit_log', position, 'no actor');
    return;
  }
  const id = `actor:${number}`;
  const isHuman = /user/i.test(asString(row.actor_type) ?? '');
  if (!building.principals.has(id)) {
    const kind = isHuman ? 'human' : 'service_account';
    building.principals.set(
      id,
      principalOf(kind, id, nameOf(actor.name) ?? number, {
        sections: told(building, 'audit_log'),
        standing: 'member',
      }),
    );
  }
  noteUse(building, id, dateOf(row.last_at));
}
