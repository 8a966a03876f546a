import type { ListedPrincipal } from '#db/queries/privilege-principals.ts';
import type { PrivilegeSystem } from '#db/queries/privilege-systems.ts';
import type { PrincipalView } from '#lib/contracts/privilege.ts';
import { baseName } from '#lib/domain/privilege/production-environments.ts';
import { isNamedForProduction, type PrivilegeSettings, productionPattern } from '#lib/domain/privilege/settings.ts';
import { addDays } from '#lib/domain/time.ts';
import { encodeId } from '#lib/ids.ts';

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** An instant, never, or not told. */
export const seenOf = (at: Date | null, told: boolean): string | 'never' | null =>
  at === null ? (told ? 'never' : null) : at.toISOString();

export const unknownOf = ({
  unknownAt,
  unknownFields,
}: {
  unknownAt: Date | null;
  unknownFields?: string[] | null;
}) => ({
  unknown_since: iso(unknownAt),
  unknown_fields: unknownAt === null ? [] : (unknownFields ?? []),
});

/** The pattern by which a resource is production's. */
export const productionOf = (kind: string, name: string, settings: PrivilegeSettings): string | null =>
  isNamedForProduction(kind) ? productionPattern(baseName(name), settings) : null;

/** The time before which the last use lies of what was not used for so many days. */
export const unusedSince = (days: number | undefined, now: Date): Date | null =>
  days === undefined ? null : addDays(now, -days);

export function principalViewOf(
  row: ListedPrincipal,
  { fullName, source, collectedAt }: PrivilegeSystem,
): PrincipalView {
  return {
    id: encodeId('principal', row),
    name: row.name,
    kind: row.kind,
    system: fullName,
    source,
    external_id: row.externalId,
    owner: row.owner,
    standing: row.standing,
    suspended: row.suspended,
    two_factor: row.twoFactor,
    level: row.level,
    rights: row.rights,
    created_at: iso(row.createdAt),
    expires: seenOf(row.expiresAt, row.expiresTold),
    last_active: seenOf(row.lastActiveAt, row.lastActiveTold),
    ...unknownOf(row),
    as_of: collectedAt.toISOString(),
  };
}
