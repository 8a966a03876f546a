import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RecordFile } from './record-file.ts';

const MIB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'plumbline-records-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file with one record for each title, in this order. */
function fileOf(name: string, titles: readonly string[]): RecordFile {
  const texts = titles.map((title) => JSON.stringify({ title }));
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const offsets = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, length) => sum + length, 0));
  const path = join(folder, name);
  writeFileSync(path, texts.join(''));
  return new RecordFile(path, [{ offsets, lengths }]);
}

describe('the file of records', () => {
  it('gives each record in any order, also those larger than what is read at once', () => {
    const titles = ['first ☃', 'x'.repeat(3 * MIB), 'y'.repeat(5 * MIB), 'z'.repeat(3 * MIB), 'last'];
    const file = fileOf('large', titles);
    for (const index of [0, 1, 2, 3, 4, 2, 0, 4, 1]) {
      const { record, text } = file.read(index);
      expect(record.title === titles[index]).toBe(true);
      expect(text === JSON.stringify({ title: titles[index] })).toBe(true);
    }
    file.close();
  });

  it('takes no more memory than a small report needs', () => {
    const before = process.memoryUsage().arrayBuffers;
    const files = Array.from({ length: 50 }, (_, index) => fileOf(`small-${index}`, ['a', 'b']));
    for (const file of files) expect(file.read(1).record.title).toBe('b');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * MIB);
    for (const file of files) file.close();
  });

  it('says when a record is missing', () => {
    const path = join(folder, 'cut');
    writeFileSync(path, '{"title":"a"}');
    const file = new RecordFile(path, [{ offsets: [0], lengths: [20] }]);
    expect(() => file.read(0)).toThrow('ends early');
    file.close();
  });
});
