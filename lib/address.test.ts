import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCommandEnv, rememberAddress } from './address.ts';
import { readEnv } from './env.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'plumbline-address-'));
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

describe('the address of a command', () => {
  it('is the one that was served last, unless the environment names another', () => {
    expect(readCommandEnv({ DATA_DIR }).PUBLIC_URL).toBe('http://localhost:3000');
    rememberAddress(readEnv({ DATA_DIR, PORT: '3222' }));
    expect(readCommandEnv({ DATA_DIR }).PUBLIC_URL).toBe('http://localhost:3222');
    expect(readCommandEnv({ DATA_DIR, PORT: '4000' }).PUBLIC_URL).toBe('http://localhost:4000');
    expect(readCommandEnv({ DATA_DIR, PUBLIC_URL: 'https://x.test' }).PUBLIC_URL).toBe('https://x.test');
  });

  it('is the default when the stored text is no address', () => {
    writeFileSync(join(DATA_DIR, 'address'), 'not an address');
    expect(readCommandEnv({ DATA_DIR }).PUBLIC_URL).toBe('http://localhost:3000');
  });
});
