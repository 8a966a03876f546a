import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SINK_KINDS } from '#lib/domain/sink/sink.ts';
import { SINKS } from './all.ts';
import { testTold } from './tell.ts';

/** Folders that are no kind of sink. */
const PARTS = ['send'];

describe('the registry of sinks', () => {
  it('has every folder, and no other', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !PARTS.includes(entry.name))
      .map(({ name }) => name);
    expect(Object.keys(SINKS).sort()).toEqual(folders.sort());
    expect([...SINK_KINDS].sort()).toEqual(folders.sort());
  });

  it.each(Object.entries(SINKS))('%s has its folder as id, and writes JSON', (name, sink) => {
    expect(sink.id).toBe(name);
    const told = testTold('Acme', 'http://plumbline.test', new Date('2026-03-02T09:00:00Z'), 'a');
    const body = sink.bodyOf(Array.from({ length: sink.mostEvents }, () => told));
    expect(JSON.parse(body)).toBeTypeOf('object');
  });
});
