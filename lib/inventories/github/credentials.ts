import { asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import { dateOf, idOf, nameOf, principalOf, seenOf } from '../shared/values.ts';
import type { GithubBuilding } from './building.ts';
import { accountOf } from './people.ts';
import { permissionsOf } from './values.ts';

/** Apps, and tokens of people: fine-grained ones, and classic ones that single sign-on knows of. */
export function readCredentials(building: GithubBuilding): void {
  readApps(building);
  for (const { value, position } of building.rows('personal_access_tokens')) {
    const number = idOf(value.id) ?? idOf(value.token_id);
    if (number === null) building.skip('personal_access_tokens', position, 'no id');
    else addToken(building, value, number, position);
  }
  for (const { value, position } of building.rows('credential_authorizations')) {
    const number = idOf(value.credential_id);
    if (number === null) building.skip('credential_authorizations', position, 'no credential_id');
    else addAuthorization(building, value, number, position);
  }
}

function readApps(building: GithubBuilding): void {
  for (const { value, position } of building.rows('installations')) {
    const number = idOf(value.id);
    const name = nameOf(value.app_slug);
    if (number === null || name === null) {
      building.skip('installations', position, number === null ? 'no id' : 'no app_slug');
      continue;
    }
    const app = principalOf('app', `app:${number}`, name, {
      permissions: permissionsOf(value.permissions),
      everywhere: everywhereOf(value.repository_selection),
      suspended: Object.hasOwn(value, 'suspended_at') ? value.suspended_at !== null : null,
      sections: ['installations'],
    });
    building.addOnce(building.principals, app, 'installations', position);
  }
}

function everywhereOf(selection: unknown): boolean | null {
  const word = asString(selection);
  return word === null ? null : word === 'all';
}

function addToken(building: GithubBuilding, row: Json, number: string, position: string): void {
  const owner = asRecord(row.owner);
  // Who owns a token and is in no list of people has left.
  if (idOf(owner.id) !== null) accountOf(building, owner, 'personal_access_tokens', position);
  const token = principalOf('token', `token:${number}`, nameOf(row.token_name) ?? `token ${number}`, {
    owner: nameOf(owner.login),
    createdAt: dateOf(row.access_granted_at),
    expiresAt: seenOf(row, 'token_expires_at'),
    lastActiveAt: seenOf(row, 'token_last_used_at'),
    permissions: permissionsOf(row.permissions),
    everywhere: everywhereOf(row.repository_selection),
    sections: ['personal_access_tokens'],
  });
  building.addOnce(building.principals, token, 'personal_access_tokens', position);
}

/** Scopes of classic tokens, by what they come to. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  repo: ['contents'],
  public_repo: ['contents'],
  workflow: ['workflows'],
  'admin:org': ['organization_administration', 'members'],
};

function addAuthorization(building: GithubBuilding, row: Json, number: string, position: string): void {
  const isToken = asString(row.credential_type)?.toLowerCase().includes('token') ?? false;
  const scopes = Array.isArray(row.scopes) ? asStrings(row.scopes) : null;
  const strong = scopes?.flatMap((scope) => SCOPES[scope] ?? []) ?? null;
  const label = isToken ? 'classic token' : 'SSH key';
  const token = principalOf(
    'token',
    `authorization:${number}`,
    nameOf(row.authorized_credential_note) ?? nameOf(row.authorized_credential_title) ?? `${label} ${number}`,
    {
      owner: nameOf(row.login),
      createdAt: dateOf(row.credential_authorized_at),
      expiresAt: seenOf(row, 'authorized_credential_expires_at'),
      lastActiveAt: seenOf(row, 'credential_accessed_at'),
      permissions:
        isToken && strong !== null
          ? Object.fromEntries(strong.map((name) => [name, 'write']))
          : isToken
            ? null
            : { contents: 'write' },
      // A classic token, and a key of a person, reach whatever that person does.
      everywhere: true,
      sections: ['credential_authorizations'],
    },
  );
  building.addOnce(building.principals, token, 'credential_authorizations', position);
}
