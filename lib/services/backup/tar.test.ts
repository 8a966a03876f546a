import { describe, expect, it } from 'vitest';
import { paddingOf, readTarBlock, tarBlock } from './tar.ts';

describe('blocks of a tar', () => {
  it('are read as they were written', () => {
    for (const header of [
      { name: 'header.json', size: 0, link: null },
      { name: `blobs/2026-03-02/${'a'.repeat(83)}`, size: 8 ** 11 - 1, link: null },
      { name: 'blobs/b', size: 0, link: 'blobs/a' },
    ]) {
      expect(readTarBlock(tarBlock(header))).toEqual(header);
    }
    expect(readTarBlock(Buffer.alloc(512))).toBeNull();
    expect([0, 1, 511, 512, 513].map(paddingOf)).toEqual([0, 511, 1, 0, 511]);
  });

  it('with a single changed byte are refused', () => {
    const block = tarBlock({ name: 'header.json', size: 12, link: null });
    for (const at of [0, 5, 100, 124, 130, 156, 157, 257, 345, 511]) {
      const changed = Buffer.from(block);
      changed[at] = (changed[at] ?? 0) + 1;
      expect(() => readTarBlock(changed)).toThrow('damaged');
    }
  });

  it('of other kinds, with a prefix, or of links with a body are refused', () => {
    expect(() => readTarBlock(forged((block) => block.write('2', 156)))).toThrow('kind "2"');
    expect(() => readTarBlock(forged((block) => block.write('../../etc', 345)))).toThrow('prefix');
    expect(() => readTarBlock(forged((block) => block.write('1', 156)))).toThrow('link with a body');
    expect(() => readTarBlock(forged((block) => block.write('-0000000001', 124)))).toThrow('size');
    expect(() => tarBlock({ name: 'x'.repeat(101), size: 0, link: null })).toThrow();
    expect(() => tarBlock({ name: 'x', size: 8 ** 11, link: null })).toThrow();
  });
});

/** A block of an entry of 12 bytes with a change, and the checksum that belongs to it. */
function forged(change: (block: Buffer) => unknown): Buffer {
  const block = tarBlock({ name: 'header.json', size: 12, link: null });
  change(block);
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
