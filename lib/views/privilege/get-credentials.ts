import { z } from 'zod';
import {
  type CredentialFilter,
  countCredentials,
  type ListedCredential,
  listCredentials,
} from '#db/queries/privilege-credentials.ts';
import type { Context } from '#lib/context.ts';
import type { CredentialListParams, CredentialListView, CredentialView } from '#lib/contracts/privilege.ts';
import { allowedAges, policyDaysOf } from '#lib/domain/privilege/credential-age.ts';
import type { InventorySource } from '#lib/domain/privilege/inventory.ts';
import { CREDENTIAL_PRINCIPALS, CREDENTIAL_RESOURCES } from '#lib/domain/privilege/kinds.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import { addDays, DAY_MS } from '#lib/domain/time.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { holding } from '#lib/views/finding/like.ts';
import { askedTotal } from './asked-total.ts';
import { resourceNames } from './names-of.ts';
import { settingsOf } from './settings-of.ts';
import { iso, productionOf, seenOf, unknownOf, unusedSince } from './shown.ts';
import { type Systems, systemsOf } from './systems-of.ts';

const KEY = z.tuple([z.union([cursorInstant, z.literal('infinity')]), cursorInt, cursorInt, cursorInt]);
const LIST = 'credentials';

/** Tokens, keys, apps and stored secrets by their age, the oldest first; never a value. @throws Fault not_found for a system */
export async function getCredentials(ctx: Context, params: CredentialListParams): Promise<CredentialListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const after = key && { at: key[0], repoId: key[1], held: key[2], number: key[3] };
  const [systems, settings] = await Promise.all([systemsOf(ctx, params), settingsOf(ctx)]);
  const now = ctx.now();
  const filter = filterOf(params, { systems, settings, now });
  const [rows, total] = await Promise.all([
    listCredentials(ctx.readSql, ctx, filter, { after, limit: params.limit + 1 }),
    askedTotal(params, (limit) => countCredentials(ctx.readSql, ctx, filter, limit)),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.key, last.repoId, last.held, last.number]),
  );
  const parents = items.flatMap(({ repoId, parent }) => (parent === null ? [] : [{ repoId, number: parent }]));
  const nameOf = await resourceNames(ctx, parents);
  const shown = items.flatMap((row) => {
    const system = systems.byId.get(row.repoId);
    if (system === undefined) return [];
    const place = row.parent === null ? null : nameOf(row.repoId, row.parent);
    const production =
      productionOf(row.kind, row.name, settings) ?? (place && productionOf(place.kind, place.name, settings));
    const { fullName, collectedAt, source } = system;
    return {
      ...credentialOf(row, { settings, source, now }),
      system: fullName,
      place: place?.name ?? null,
      production,
      as_of: collectedAt.toISOString(),
    };
  });
  return { items: shown, next_cursor: next, ...total };
}

function filterOf(
  params: CredentialListParams,
  { systems, settings, now }: { systems: Systems; settings: PrivilegeSettings; now: Date },
): CredentialFilter {
  const text = word(params.q);
  return {
    repoIds: systems.ids,
    principals: CREDENTIAL_PRINCIPALS.filter((kind) => params.kind?.includes(kind) ?? true),
    resources: CREDENTIAL_RESOURCES.filter((kind) => params.kind?.includes(kind) ?? true),
    name: text === null ? null : holding(text),
    olderThan: params.older_days === undefined ? null : addDays(now, -params.older_days),
    unusedSince: unusedSince(params.unused_days, now),
    expiringBefore: params.expiring_before === undefined ? null : new Date(params.expiring_before),
    neverExpires: params.never_expires === undefined ? null : params.never_expires === 'true',
    ages: params.age === undefined || params.age.length === 0 ? null : params.age,
    allowed: allowedAges(systems.list, settings, now),
  };
}

function credentialOf(
  row: ListedCredential,
  { settings, source, now }: { settings: PrivilegeSettings; source: InventorySource; now: Date },
): Omit<CredentialView, 'system' | 'place' | 'production' | 'as_of'> {
  const { repoId, number, renewedAt } = row;
  const set = renewedAt ?? row.createdAt;
  const age = set === null ? null : Math.floor((now.getTime() - set.getTime()) / DAY_MS);
  const policy = policyDaysOf(row.kind, source, settings);
  return {
    id: encodeId(row.held === 1 ? 'resource' : 'principal', { repoId, number }),
    kind: row.kind as CredentialView['kind'],
    name: row.name,
    owner: row.owner,
    created_at: iso(row.createdAt),
    renewed_at: iso(renewedAt),
    age_days: age,
    policy_days: policy,
    overdue: age === null ? null : age > policy,
    expires: seenOf(row.expiresAt, row.expiresTold),
    last_used: seenOf(row.lastUsedAt, row.lastUsedTold),
    level: row.level,
    ...unknownOf(row),
  };
}
