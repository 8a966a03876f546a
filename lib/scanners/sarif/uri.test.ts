import { describe, expect, it } from 'vitest';
import { normalisePath } from '#lib/domain/finding/path.ts';
import { parse } from './testing.ts';

type Bases = Record<string, Record<string, string>>;

/** The path of a file below a base, in a run that declares these bases. */
async function pathOf(uri: string, uriBaseId: string | null, bases: Bases, run = {}): Promise<string | null> {
  const artifactLocation = uriBaseId === null ? { uri } : { uri, uriBaseId };
  const locations = [{ physicalLocation: { artifactLocation } }];
  const { observations } = await parse('x', { ruleId: 'r', locations }, null, { originalUriBaseIds: bases, ...run });
  return normalisePath(observations[0]?.locations[0]?.path ?? null);
}

describe('sarif: bases of URIs', () => {
  it.each([
    ['file:///home/runner/work/app/app/', 'src/a.js'],
    ['file:///home/runner/work/app/app/web/', 'web/src/a.js'],
    ['file:///builds/acme/app/web', 'web/src/a.js'],
    ['file:///C:/agent/_work/1/s/web/', 'web/src/a.js'],
    ['file:///src/', 'src/a.js'],
    ['file:///src/web/', 'web/src/a.js'],
    // Nothing tells which folder the repository is in: the base is its root.
    ['file:///home/jane/app/', 'src/a.js'],
    ['file:///D:/app/', 'src/a.js'],
    ['file:///', 'src/a.js'],
    ['web/', 'web/src/a.js'],
    ['web%20ui/', 'web ui/src/a.js'],
  ])('a root at %s: %s', async (uri, path) => {
    expect(await pathOf('src/a.js', '%SRCROOT%', { '%SRCROOT%': { uri } })).toBe(path);
  });

  it('keeps equal paths below two bases apart, wherever the bases are', async () => {
    const bases = { WEB: { uri: 'file:///home/jane/app/web/' }, API: { uri: 'file:///home/jane/app/api/' } };
    expect(await pathOf('src/a.js', 'WEB', bases)).toBe('web/src/a.js');
    expect(await pathOf('src/a.js', 'API', bases)).toBe('api/src/a.js');
    expect(await pathOf('src/a.js', 'WEB', {})).toBe('WEB/src/a.js');
    expect(await pathOf('src/a.js', 'API', {})).toBe('API/src/a.js');
    expect(await pathOf('src/a.js', '1', {})).toBe('src/a.js');
  });

  it('follows a chain of bases, and one that leads back to itself to no end', async () => {
    const bases = {
      TOP: { uri: 'file:///home/jane/app/' },
      PART: { uri: 'packages/', uriBaseId: 'TOP' },
      WEB: { uri: 'web/', uriBaseId: 'PART' },
      SAME: { uriBaseId: 'WEB' },
      LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
    };
    expect(await pathOf('a.js', 'WEB', bases)).toBe('packages/web/a.js');
    expect(await pathOf('a.js', 'SAME', bases)).toBe('packages/web/a.js');
    expect(await pathOf('a.js', 'LOOP', bases)).toMatch(/^x\/.*a\.js$/);
  });

  it('takes the outer one of two roots, and what version control is mapped to before any', async () => {
    const bases = { SRCROOT: { uri: 'file:///home/jane/app/web/' }, PROJECTROOT: { uri: 'file:///home/jane/app/' } };
    expect(await pathOf('a.js', 'SRCROOT', bases)).toBe('web/a.js');
    const versionControlProvenance = [{ mappedTo: { uriBaseId: 'SRCROOT' } }];
    expect(await pathOf('a.js', 'SRCROOT', bases, { versionControlProvenance })).toBe('a.js');
  });

  it('decodes a name once, and finds an absolute path below the root of the file system', async () => {
    expect(await pathOf('src%20dir/a%23b.c', '%SRCROOT%', {})).toBe('src dir/a#b.c');
    const root = { ROOTPATH: { uri: 'file:///' } };
    expect(await pathOf('home/runner/work/app/app/src/a.tf', 'ROOTPATH', root)).toBe('src/a.tf');
    expect(await pathOf('src/a.tf', 'ROOTPATH', root)).toBe('src/a.tf');
  });
});
