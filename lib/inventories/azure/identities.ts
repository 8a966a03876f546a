import type { AzureCredential } from '#lib/domain/privilege/trust/trust-policy.ts';
import { asArray, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import type { Building } from '../shared/building.ts';
import { failureOf } from '../shared/failure-of.ts';
import { dateOf, nameOf, principalOf, resourceOf, seenOf } from '../shared/values.ts';
import { lower } from './rights.ts';
import type { AzureSection } from './sections.ts';

type AzureBuilding = Building<AzureSection>;

/** Applications and managed identities, their secrets, and the tokens by which jobs become them. */
export function readIdentities(building: AzureBuilding): void {
  const names = new Map<string, string>();
  for (const { value, position } of building.rows('applications')) {
    const app = lower(value, 'appId');
    const name = nameOf(value.displayName);
    if (app === null || name === null) {
      building.skip('applications', position, app === null ? 'no appId' : 'no displayName');
      continue;
    }
    names.set(app, app);
    names.set(name.toLowerCase(), app);
    addRole(building, `app:${app}`, name);
    for (const each of asArray(value.passwordCredentials).map(asRecord)) addSecret(building, each, app, name, position);
  }
  readOfApps(building, names);
  readOfIdentities(building);
}

function addRole(building: AzureBuilding, id: string, name: string): void {
  if (!building.resources.has(id))
    building.resources.set(id, resourceOf('cloud_role', id, name, { parent: 'org', sections: toldOf(building, id) }));
}

/** Applications are in two sections, of which an inventory may have one. */
function toldOf(building: AzureBuilding, id: string): string[] {
  if (id.startsWith('identity:')) return ['identity_federated_credentials'];
  return building.isRead('applications') ? ['applications'] : ['app_federated_credentials'];
}

/** One that is over opens nothing. */
function addSecret(building: AzureBuilding, row: Json, app: string, name: string, position: string): void {
  const key = lower(row, 'keyId');
  if (key === null) {
    building.skip('applications', position, 'a secret without keyId');
    return;
  }
  const end = seenOf(row, 'endDateTime');
  if (end instanceof Date && end <= new Date(building.document.collectedAt)) return;
  const token = principalOf(
    'token',
    `app:${app}/secret:${key}`,
    nameOf(row.displayName) ?? `secret ${key.slice(0, 8)}`,
    {
      owner: name,
      sections: ['applications'],
      createdAt: dateOf(row.startDateTime),
      expiresAt: end,
    },
  );
  building.addOnce(building.principals, token, 'applications', position);
}

/** Each answer is about one application, by its appId or by its name. */
function readOfApps(building: AzureBuilding, names: ReadonlyMap<string, string>): void {
  const section = 'app_federated_credentials';
  const left = new Set(names.values());
  for (const { value, position } of building.rows(section)) {
    const given = asString(value.app)?.toLowerCase() ?? null;
    const app = given === null ? undefined : (names.get(given) ?? given);
    if (app === undefined) {
      building.skip(section, position, 'no app');
      continue;
    }
    left.delete(app);
    const id = `app:${app}`;
    addRole(building, id, nameOf(value.name) ?? app);
    const problem = failureOf(value) ?? (Array.isArray(value.data) ? null : 'no list');
    if (problem === null) addTrust(building, id, asArray(value.data).map(asRecord), section, position);
    else
      building.leaveOpen(
        section,
        id,
        `The section ${section} has no answer for ${building.resources.get(id)?.name}: ${problem}.`,
      );
  }
  if (!building.isRead(section)) return;
  for (const app of left)
    building.leaveOpen(
      section,
      `app:${app}`,
      `The section ${section} does not have ${building.resources.get(`app:${app}`)?.name}.`,
    );
}

const IDENTITY = /^(\/subscriptions\/.*\/userAssignedIdentities\/([^/]+))\/federatedIdentityCredentials\//i;

function readOfIdentities(building: AzureBuilding): void {
  const section = 'identity_federated_credentials';
  const found = new Map<string, { name: string; rows: Json[] }>();
  for (const { value, position } of building.rows(section)) {
    const [, path = '', name = ''] = IDENTITY.exec(asString(value.id) ?? '') ?? [];
    if (path === '') {
      building.skip(section, position, 'no id of a credential of a managed identity');
      continue;
    }
    const id = `identity:${path.toLowerCase()}`;
    found.set(id, { name, rows: [...(found.get(id)?.rows ?? []), value] });
  }
  for (const [id, { name, rows }] of found) {
    addRole(building, id, name);
    addTrust(building, id, rows, section, `sections.${section}`);
  }
}

function addTrust(
  building: AzureBuilding,
  resource: string,
  rows: readonly Json[],
  section: AzureSection,
  position: string,
): void {
  const credentials = rows.flatMap((row): AzureCredential[] => {
    const issuer = asString(row.issuer);
    const name = nameOf(row.name);
    if (issuer === null || name === null) {
      building.skip(section, position, issuer === null ? 'a credential without issuer' : 'a credential without name');
      building.leaveOpen(
        section,
        resource,
        `A credential of ${building.resources.get(resource)?.name} could not be read.`,
      );
      return [];
    }
    // `az` writes an object; collectors may write its text.
    const expression = asString(row.claimsMatchingExpression) ?? asString(asRecord(row.claimsMatchingExpression).value);
    return [
      { id: name, issuer, audiences: asStrings(row.audiences ?? []), subject: asString(row.subject), expression },
    ];
  });
  building.controls.push({
    kind: 'trust',
    resource,
    trust: { cloud: 'azure', credentials },
    issuers: credentials.map(({ issuer }) => issuer),
    others: [],
  });
}
