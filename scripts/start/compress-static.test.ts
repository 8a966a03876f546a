import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compressStatic } from './compress-static.ts';

it('every script and style sheet gets a compressed copy of the same content, nothing else does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-compress-'));
  mkdirSync(join(folder, 'chunks'));
  const files = { 'chunks/a.js': 'one '.repeat(500), 'b.css': 'two '.repeat(500), 'font.woff2': 'three' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await compressStatic(folder);
  for (const name of ['chunks/a.js', 'b.css'] as const) {
    const copy = readFileSync(join(folder, `${name}.br`));
    expect(copy.length).toBeLessThan(100);
    expect(brotliDecompressSync(copy).toString()).toBe(files[name]);
  }
  expect(existsSync(join(folder, 'font.woff2.br'))).toBe(false);
  rmSync(folder, { recursive: true });
});
