import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sourceHash } from './build.ts';

const home = mkdtempSync(join(tmpdir(), 'plumbline-build-'));
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
};

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('whether the web application must be built again', () => {
  it('depends on sources and the lock file, not on tests or fixtures', () => {
    write('app/(dashboard)/page.tsx', 'a');
    write('package-lock.json', '{}');
    const first = sourceHash(home);
    write('app/(dashboard)/page.test.tsx', 'test');
    write('lib/scanners/zap/fixtures/one.json', '{}');
    expect(sourceHash(home)).toBe(first);
    write('app/(dashboard)/page.tsx', 'b');
    const second = sourceHash(home);
    expect(second).not.toBe(first);
    write('package-lock.json', '{"packages":{}}');
    expect(sourceHash(home)).not.toBe(second);
  });
});
