import { describe, expect, it } from 'vitest';
import { clusterOptions, serverSettings } from './settings.ts';

const settings = (durable: boolean) => serverSettings(5432, '/tmp', durable).join(' ');

describe('a server whose data is kept', () => {
  it('is made with everything that PostgreSQL does for its safety', () => {
    expect(clusterOptions(true)).toEqual([]);
    expect(settings(true)).not.toMatch(/fsync|synchronous_commit|full_page_writes|wal_level/);
  });
});

describe('a server of tests', () => {
  it('spends nothing on surviving a crash', () => {
    expect(clusterOptions(false)).toEqual(['--no-sync', '--no-data-checksums']);
    expect(settings(false)).toMatch(/fsync=off .*synchronous_commit=off .*full_page_writes=off .*wal_level=minimal/);
  });
});
