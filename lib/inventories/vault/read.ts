import type { ReportSource } from '#lib/scanners/contract.ts';
import { asArray, asInteger, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { InventoryReader, ReadInventory } from '../contract.ts';
import { Building } from '../shared/building.ts';
import { readDocument } from '../shared/document.ts';
import { failureOf } from '../shared/failure-of.ts';
import { dateOf, grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import { VAULT_SECTIONS, type VaultSection } from './sections.ts';

/** The inventory of a HashiCorp Vault: how old secrets are, and whom roles let in. Never what is in it. */
export const vault: InventoryReader = { sections: VAULT_SECTIONS, read };

type Vault = Building<VaultSection>;

async function read(source: ReportSource): Promise<ReadInventory> {
  const document = await readDocument(source, 'vault', VAULT_SECTIONS);
  const building: Vault = new Building(document);
  building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
  eachAnswer(building, 'kv_metadata', 'path', readSecret);
  eachAnswer(building, 'jwt_roles', 'role', readJwtRole);
  eachAnswer(building, 'approle_roles', 'role', readAppRole);
  return { inventory: building.inventory('vault'), document, skipped: building.skipped };
}

type Read = (building: Vault, asked: { name: string; mount: string }, data: Json) => string | null;

/** Answers of the command line have what was asked for below `data`, beside the request's own members. */
function eachAnswer(building: Vault, section: VaultSection, key: 'path' | 'role', read: Read): void {
  for (const { value, position } of building.rows(section)) {
    const name = nameOf(value[key]);
    if (name === null) {
      building.skip(section, position, `no ${key}`);
      continue;
    }
    const failure = failureOf(value) ?? errorsOf(value.data);
    const outer = asRecord(value.data);
    const data = isRecord(outer.data) ? outer.data : outer;
    const mount = nameOf(value.mount)?.replace(/\/+$/, '') ?? MOUNTS[section];
    const problem = failure ?? read(building, { name: name.replace(/^\/+/, ''), mount }, data);
    if (problem !== null) building.skip(section, position, problem);
  }
}

const MOUNTS: Readonly<Record<VaultSection, string>> = {
  kv_metadata: 'secret',
  jwt_roles: 'jwt',
  approle_roles: 'approle',
};

/** `{"errors": ["permission denied"]}` */
function errorsOf(data: unknown): string | null {
  const errors = asStrings(asArray(asRecord(data).errors));
  return errors.length === 0 ? null : (nameOf(errors[0]) ?? 'an error');
}

function readSecret(building: Vault, { name, mount }: Parameters<Read>[1], data: Json): string | null {
  if (!isRecord(data.versions) && dateOf(data.created_time) === null) return 'not the metadata of a secret';
  const versions = Object.values(asRecord(data.versions)).map(asRecord);
  const living = versions.filter((each) => each.destroyed !== true && (asString(each.deletion_time) ?? '') === '');
  // All of it was deleted: there is nothing left to renew.
  if (versions.length > 0 && living.length === 0) return null;
  const times = living.map((each) => dateOf(each.created_time)).filter((at) => at !== null);
  const id = `secret:${mount}/${name}`;
  building.resources.set(
    id,
    resourceOf('secret', id, `${mount}/${name}`, {
      parent: 'org',
      sections: ['kv_metadata'],
      createdAt: dateOf(data.created_time),
      // With versions it is the newest that still is there; without them what the whole says.
      updatedAt: times.length === 0 ? dateOf(data.updated_time) : times.reduce((a, b) => (b > a ? b : a)),
      tags: tagsOf(data.custom_metadata),
    }),
  );
  return null;
}

/** What people wrote beside a secret, by which production may be told. */
function tagsOf(value: unknown): Record<string, string> | null {
  if (!isRecord(value)) return null;
  const pairs = Object.entries(value).flatMap(([key, each]) => {
    const text = nameOf(each);
    return text === null ? [] : [[nameOf(key) ?? '', text] as const];
  });
  return Object.fromEntries(pairs.slice(0, 50));
}

const POLICIES = ['token_policies', 'policies'];

function readJwtRole(building: Vault, { name, mount }: Parameters<Read>[1], data: Json): string | null {
  if (!('bound_audiences' in data) && !('bound_claims' in data) && !('user_claim' in data)) {
    return 'not a role of the JWT method';
  }
  const id = `role:${mount}/${name}`;
  addRole(building, 'jwt_roles', `${mount}/${name}`, data);
  const claims = asRecord(data.bound_claims);
  const boundSubject = asString(data.bound_subject);
  building.controls.push({
    kind: 'trust',
    resource: id,
    trust: {
      cloud: 'vault',
      boundSubject,
      boundAudiences: asStrings(asArray(data.bound_audiences)),
      boundClaims: Object.fromEntries(Object.entries(claims).map(([claim, each]) => [claim, asStrings(each)])),
      boundClaimsType: data.bound_claims_type === 'glob' ? 'glob' : 'string',
    },
    issuers: asStrings(data.bound_issuer),
    others: [],
  });
  return null;
}

function readAppRole(building: Vault, { name, mount }: Parameters<Read>[1], data: Json): string | null {
  const ttl = asInteger(data.secret_id_ttl);
  const uses = asInteger(data.secret_id_num_uses);
  if (ttl === null && uses === null) return 'not a role of the AppRole method';
  const id = `role:${mount}/${name}`;
  addRole(building, 'approle_roles', `${mount}/${name}`, data);
  const ranges = asArray(data.secret_id_bound_cidrs ?? []).length + asArray(data.token_bound_cidrs ?? []).length;
  building.controls.push({
    kind: 'secret_id',
    resource: id,
    asked: data.bind_secret_id !== false,
    seconds: ttl,
    uses,
    ranges,
  });
  return null;
}

/** A role is what is taken, and what then has rights: by policies, of which only names are known. */
function addRole(building: Vault, section: VaultSection, name: string, data: Json): void {
  const id = `role:${name}`;
  const sections = [section];
  building.resources.set(id, resourceOf('cloud_role', id, name, { parent: 'org', sections }));
  building.principals.set(id, principalOf('workload', id, name, { sections, standing: 'member' }));
  for (const policy of new Set(POLICIES.flatMap((member) => asStrings(asArray(data[member]))))) {
    const level = policy === 'root' ? 5 : policy === 'default' ? 1 : 3;
    building.grants.push(
      grantOf({ principal: id, resource: 'org', permission: `policy ${policy}`, level, via: 'policy' }, { sections }),
    );
  }
}
