import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';
import { sweepBlobs } from './sweep.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const HOUR = 3_600_000;
const nameOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Writes a blob that no upload refers to, `hours` before the harness's time, into the folder of `day`. */
async function leave(day: string, number: number, hours: number): Promise<void> {
  const folder = join(harness.folder, 'blobs', day);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, nameOf(number)), 'x');
  const at = new Date(harness.clock.now.getTime() - hours * HOUR);
  await utimes(join(folder, nameOf(number)), at, at);
}

const left = async (day: string) => (await readdir(join(harness.folder, 'blobs', day))).sort();

describe('the sweep of stored bytes', () => {
  it('keeps unclaimed bytes for a day: their delivery may still be under way', async () => {
    await leave('2026-03-01', 1, 23.9);
    await leave('2026-03-01', 2, 24.1);
    await sweepBlobs(harness);
    expect(await left('2026-03-01')).toEqual([nameOf(1)]);
  });

  it('keeps what an upload refers to, however old, and removes more than one batch of what none does', async () => {
    const { upload } = await harness.accept({ repo: 'acme/kept' }, sarifOf([]));
    const [day = '', kept = ''] = upload.blob.split('/');
    const old = new Date(harness.clock.now.getTime() - 48 * HOUR);
    await utimes(harness.blobs.pathOf(upload.blob), old, old);
    for (let number = 1000; number < 1700; number += 1) await leave(day, number, 30);
    await sweepBlobs(harness);
    expect(await left(day)).toEqual([kept]);
  });

  it('checks every old day once within 24 hours, a few of them each hour', async () => {
    const days = Array.from(
      { length: 48 },
      (_, index) => `2025-${index < 24 ? '05' : '06'}-${String((index % 24) + 1).padStart(2, '0')}`,
    );
    for (const [index, day] of days.entries()) await leave(day, index, 5000);
    const full = async () => (await Promise.all(days.map(left))).filter((files) => files.length > 0).length;
    await sweepBlobs(harness);
    expect(await full()).toBeGreaterThan(40);
    for (let hour = 0; hour < 24; hour += 1) {
      await sweepBlobs({ ...harness, now: () => new Date(harness.clock.now.getTime() + hour * HOUR) });
    }
    expect(await full()).toBe(0);
  });
});
