import type { ConnectionSettings } from '#db/client.ts';
import { type MigrateOptions, migrate } from '#db/migrate.ts';
import { VERSION } from '#lib/contracts/version.ts';
import type { AuditActor } from '#lib/domain/audit/entry.ts';
import { writeAuditForAll } from './write-audit-for-all.ts';

/**
 * Brings the database to this version's schema. The audit log of every organization says so, in the transaction of the
 * last migration.
 * @throws DatabaseNewerError, RestoreUnfinishedError
 */
export function migrateInstallation(
  settings: ConnectionSettings,
  { actor, now, begins }: { actor: AuditActor; now: () => Date } & Pick<MigrateOptions, 'begins'>,
): Promise<{ applied: string[] }> {
  return migrate(settings, {
    ...(begins === undefined ? {} : { begins }),
    finishing: (tx, names) => {
      const detail = { version: VERSION, migrations: names };
      return writeAuditForAll(tx, { at: now(), actor }, { verb: 'installation.migrated', detail });
    },
  });
}
