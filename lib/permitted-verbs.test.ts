import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PARTS, WITHOUT_A_CALLER } from '../fixtures/verbs.ts';

const ROOT = resolve(import.meta.dirname, '..');

interface Verb {
  file: string;
  name: string;
  knowsCaller: boolean;
  body: string;
}

const FUNCTION = /^export (async )?function (\w+)(?:<[^>]*>)?\(\s*(\w*)[\s\S]*?\{\n([\s\S]*?)^\}/gm;

function verbsOf(file: string): Verb[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(FUNCTION)].flatMap(([, isAsync, name = '', first, body = '']) => {
    const knowsCaller = first === 'ctx';
    // Synchronous functions without a caller are pure computations.
    return knowsCaller || isAsync ? [{ file, name, knowsCaller, body }] : [];
  });
}

function verbs(): Verb[] {
  const concepts = ['lib/services', 'lib/views'].flatMap((room) =>
    readdirSync(join(ROOT, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${room}/${entry.name}`),
  );
  const files = concepts.flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`));
  return [...files, 'lib/demo/request.ts'].filter((file) => /(?<!\.test)\.ts$/.test(file)).flatMap(verbsOf);
}

/** The first statement: `permit`, or another verb that begins with it. */
const PERMITS =
  /^\s*(?:return |const [^=]+ = )?(?:await )?(?:\w+\(ctx, await )?(?:permit|require(?:Upload|Exception|Finding|Comment|Repository(?:ToChange)?|Person|VisibleTeam))\(/;

describe('every verb and view', () => {
  const all = verbs();

  it('is found', () => {
    expect(all.length).toBeGreaterThan(40);
    const names = all.filter(({ body }) => PERMITS.test(body)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['changeRepository', 'getToday', 'createToken', 'requestDemo']));
  });

  it('begins with permit when it knows who asks', () => {
    const silent = all.filter(({ knowsCaller, name, body }) => knowsCaller && !(name in PARTS) && !PERMITS.test(body));
    expect(silent.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it('that does not know who asks is on the list, with its reason', () => {
    const listed = (file: string) => Object.keys(WITHOUT_A_CALLER).some((place) => file.startsWith(place));
    const unknown = all.filter(({ knowsCaller, file }) => !knowsCaller && !listed(file));
    expect(unknown.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it('is not decided by routes, pages or lib/web', () => {
    const deciding = /\bcan(?:Somewhere)?\(|\bpermit\(|principal\.role/;
    const edges = ['app', 'lib/web'].flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((name) => `${room}/${name}`),
    );
    const sources = edges.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => deciding.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });
});
