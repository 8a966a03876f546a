import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { createLog } from './log.ts';
import { noReader, openSystem, type System } from './system.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'plumbline-system-'));
const DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/none';
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

function systemFor(env: Record<string, string>): System {
  const log = createLog('test', 'silent');
  const settings = { url: DATABASE_URL, socketDir: null };
  return openSystem({
    env: readEnv({ DATA_DIR, ...env }),
    settings,
    log,
    name: 't',
    connections: 1,
    readers: noReader,
  });
}

describe('the key for telling secrets apart', () => {
  it('is one for each organization, the same whenever it is asked for', () => {
    const system = systemFor({});
    expect(system.secretKeyOf(1)).toBe(systemFor({}).secretKeyOf(1));
    expect(system.secretKeyOf(1)).not.toBe(system.secretKeyOf(2));
  });

  it('is never made up beside a database of its own', () => {
    expect(() => systemFor({ DATABASE_URL }).secretKeyOf(1)).toThrow('ENCRYPTION_KEY is not set');
    const named = systemFor({ DATABASE_URL, ENCRYPTION_KEY: 'k'.repeat(32) });
    expect(named.secretKeyOf(1)).not.toBe(systemFor({}).secretKeyOf(1));
  });
});
