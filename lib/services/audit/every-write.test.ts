import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AUDIT_VERBS } from '#lib/domain/audit/entry.ts';

const files = (pattern: string) =>
  globSync(pattern)
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** How a verb asks whether the caller may: itself, or by a function that does. */
const ASKS =
  /\b(?:permit|requireRepositoryToChange|requireUpload|requireException|requireFinding|requireComment|requirePerson)\(/;
const WRITES = /\b(?:inTransaction|changeFinding)\(/;

describe('the audit log', () => {
  it('is written by every verb that a caller may be refused and that changes something', () => {
    const verbs = files('lib/{services,demo}/**/*.ts').filter(({ text }) => ASKS.test(text) && WRITES.test(text));
    expect(verbs.length).toBeGreaterThan(8);
    expect(
      verbs
        .filter(
          ({ text }) =>
            !/(?:writeAudit(?:Everywhere)?|noteException|noteExemption|noteRule|noteReview|noteFinding)\(/.test(text),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('is only ever added to, but for names of people who were removed and what the retention policy removes', () => {
    const sql = files('{db,lib,app,scripts}/**/*.ts').filter(({ path }) => !path.endsWith('testing.ts'));
    const changes = sql.filter(({ text }) =>
      /(?:update|delete from|truncate|merge into)\s+(?:\S+,\s*)?audit_entries/i.test(text),
    );
    expect(changes.map(({ path }) => path)).toEqual(['db/queries/audit-retention.ts', 'db/queries/erase-person.ts']);
  });

  it('has a writer for each of its verbs', () => {
    const written = files('lib/{services,demo}/**/*.ts')
      .map(({ text }) => text)
      .join('\n');
    expect(AUDIT_VERBS.filter((verb) => !written.includes(`'${verb}'`))).toEqual([]);
  });
});
