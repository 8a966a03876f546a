import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROW_KINDS } from '#lib/domain/privilege/history/row.ts';
import { writePrivileges } from '../upload/read/privilege-file.ts';
import { RowFile } from './row-file.ts';
import { grant, inventoryOf, principal, resource } from './testing.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rows-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function kindsOf(path: string): Promise<string[]> {
  const file = new RowFile(path);
  try {
    await file.head();
    const found: string[] = [];
    for (const kind of ROW_KINDS)
      for await (const line of file.rows(kind)) found.push(`${line.kind} ${line.read().id}`);
    return found;
  } finally {
    await file.close();
  }
}

it('has each row once, in the order of kinds, also where a kind has none', async () => {
  const path = join(folder, 'privileges');
  // Longer than a piece of the file, so that a line lies in two.
  const people = Array.from({ length: 9000 }, (_, index) => principal(`ä-${index}`));
  writePrivileges(
    path,
    inventoryOf(1, { principals: people, resources: [resource('web')], grants: [grant('ä-1', 'web')] }),
  );
  const found = await kindsOf(path);
  expect(found).toEqual(['resource web', ...people.map(({ id }) => `principal ${id}`), 'grant undefined']);
});

it('says so where it is cut off, is empty, or has rows in an order in which some would be lost', async () => {
  const path = join(folder, 'broken');
  const row = (letter: string) => `${letter}${'0'.repeat(64)}[[],null]\t{}\n`;
  const cases: [string, RegExp][] = [
    ['', /is empty/],
    [`[]\n${row('r')}${row('p').slice(0, 30)}`, /cut off/],
    [`[]\n${row('p')}${row('r')}`, /has resource where principal ends/],
    [`[]\n${row('g')}${row('p')}`, /has principal where grant ends/],
    [`[]\n${row('r')}x\n`, /has no row where resource ends/],
  ];
  for (const [text, reason] of cases) {
    await writeFile(path, text);
    await expect(kindsOf(path)).rejects.toThrow(reason);
  }
});
