import { join } from 'node:path';
import { connect } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import type { TestDatabase } from '#db/testing.ts';

const FOLDER = join(import.meta.dirname, '..', '.data', 'bench');

/** A server of its own with the durability of production, and a fresh migrated database in it. */
export async function benchDatabase(name: string): Promise<TestDatabase & { stop: () => Promise<void> }> {
  const server = await startEmbedded({ dataDir: FOLDER });
  const admin = connect(server, { max: 1 });
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const settings = { url: url.toString(), socketDir: server.socketDir };
  await migrate(settings);
  return { ...settings, drop: async () => undefined, stop: () => server.stop() };
}
