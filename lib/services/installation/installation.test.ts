import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { knownMigrations, migrate } from '#db/migrate.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { VERSION } from '#lib/contracts/version.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { createOrganization } from '../organization/create-organization.ts';
import { type Harness, startHarness } from '../testing.ts';
import { migrateInstallation } from './migrate-installation.ts';
import { operatorActor } from './write-audit-for-all.ts';

let harness: Harness;
let folder: string;
let empty: TestDatabase;
beforeAll(async () => {
  harness = await startHarness();
  folder = await mkdtemp(join(tmpdir(), 'plumbline-installation-'));
  empty = await testDatabase();
  const { systemSql: sql, publicUrl, now } = harness;
  const input = { name: 'Second', slug: 'second', admin: 'ada@example.com' };
  await createOrganization({ sql, publicUrl, now, operator: 'root' }, input);
});
afterAll(async () => {
  await harness.close();
  await empty.drop();
  await rm(folder, { recursive: true });
});

async function entries(of: Harness = harness) {
  const organizations = await of.admin<{ id: number }[]>`select id from organizations order by id`;
  const all = [];
  for (const { id } of organizations) {
    const ctx = { ...of.ctx, orgId: id, readSql: of.systemReadSql.boundTo(id), readScope: wholeOrganization(id) };
    const principal = { kind: 'api_token', orgId: id, role: 'admin' } as const;
    const { items } = await getAudit({ ...ctx, principal }, { verb: 'installation', limit: 10 });
    all.push(...items.map(({ verb, actor, detail }) => [id, verb, actor.kind, actor.name, detail]));
    expect((await verifyAudit(of.systemSql, { orgId: id })).problem).toBeNull();
  }
  return all;
}

describe('what is done to the whole installation is in the audit log of every organization', () => {
  it('a migration, in its own transaction; nothing where nothing was migrated', async () => {
    const last = (await knownMigrations()).at(-1) ?? '';
    const by = { actor: operatorActor('root'), now: harness.now };
    expect(await migrateInstallation(harness.database, by)).toEqual({ applied: [] });
    expect(await entries()).toEqual([]);
    const older = await testDatabase((await knownMigrations()).at(-2));
    const admin = connect(older, { max: 1, writable: true });
    await admin`insert into organizations (slug, name, demo, created_at) values ('acme', 'Acme', false, ${harness.now()})`;
    expect(await migrateInstallation(older, by)).toEqual({ applied: [last] });
    const rows = await admin`select verb, actor_kind, actor_name, detail from audit_entries`;
    expect(rows).toEqual([
      {
        verb: 'installation.migrated',
        actorKind: 'command_line',
        actorName: 'root',
        detail: { version: VERSION, migrations: [last] },
      },
    ]);
    await admin.end();
    await older.drop();
  });

  it('a backup, before its file has a name, and a restore', async () => {
    const path = join(folder, 'whole.tar');
    await writeBackup({ ...harness, operator: 'root' }, { path, withKeys: false });
    const backedUp = ['installation.backed_up', 'command_line', 'root', { file: 'whole.tar', with_keys: false }];
    expect(await entries()).toEqual([
      [1, ...backedUp],
      [2, ...backedUp],
    ]);
    const env = { ...harness.env, DATA_DIR: join(folder, 'restored') };
    const target = { env, settings: empty, now: harness.now(), operator: 'ada', say: () => undefined };
    await restoreBackup(target, { path, replace: false, otherKey: false });
    await migrate(empty);
    const restored = await startHarness(empty);
    const detail = { made_at: harness.now().toISOString(), version: VERSION };
    expect(await entries(restored)).toEqual([
      [1, 'installation.restored', 'command_line', 'ada', detail],
      [2, 'installation.restored', 'command_line', 'ada', detail],
    ]);
    await restored.close();
  });
});
