import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sources = globSync('{components,app}/**/*.{ts,tsx}')
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** Files that have the pattern, with what they have of it. */
const having = (pattern: RegExp, within: RegExp = /./): string[] =>
  sources
    .filter(({ file }) => within.test(file))
    .flatMap(({ file, text }) => {
      return [...text.matchAll(pattern)].map(([found]) => `${file}: ${found.replaceAll(/\s+/g, ' ')}`);
    });

describe('the chosen scope', () => {
  it('is kept by every link and navigation: by Link of components/ui/link.tsx and useNavigate, not those of Next', () => {
    const files = [...having(/from 'next\/link'/g), ...having(/\buseRouter\(/g)].map((one) => one.split(':')[0]);
    expect([...new Set(files)].sort()).toEqual(['components/ui/link.tsx', 'components/ui/scope.tsx']);
  });

  it('is kept by every redirect of a page: by goTo of app/(dashboard)/go-to.ts', () => {
    expect(having(/\b(?:permanentRedirect|redirect)\([^)]*\)/g, /^app\/\(dashboard\)/).sort()).toEqual([
      'app/(dashboard)/go-to.ts: redirect(withScope(path, await chosenScope()',
      'app/(dashboard)/repositories/[owner]/[name]/findings/[number]/page.tsx: permanentRedirect(withScope(url, await chosenScope()',
    ]);
  });

  it('is lost by no plain link but downloads and pages without the frame', () => {
    const plain = having(/<a\s[^>]*href=(?:"\/|\{)[^>]*>/g).filter(
      (link) => !/download|rel="noopener|^components\/auth\//.test(link),
    );
    expect(plain.map((link) => link.split(':')[0]).sort()).toEqual([
      'app/not-found.tsx',
      'components/docs/api-reference.tsx',
      'components/docs/api-reference.tsx',
    ]);
  });

  it('is part of every read of repositories: its address and its key', () => {
    const reads = having(
      /fetchJson<[^>]+>\([^\n]+/g,
      /^components\/queries\/(?:posture|findings|actions|repositories|uploads|frame)\.ts/,
    );
    expect(reads.length).toBeGreaterThanOrEqual(12);
    expect(reads.filter((read) => !/\bscope\b/.test(read))).toEqual([]);
    const keys = having(/queryKey: \[[^\]]+\]/g, /^components\/queries/);
    const mine = keys.filter((key) => /'(?:posture|findings|actions|repositories|uploads|frame)'/.test(key));
    expect(mine.filter((key) => !/\bscope\b/.test(key))).toEqual([
      "components/queries/manage-repository.ts: queryKey: ['repositories', 'deletion', name]",
      // Of the whole organization, whatever is chosen.
      "components/queries/posture-statements.ts: queryKey: ['posture', 'statements']",
      "components/queries/trackers.ts: queryKey: ['actions', 'issues', action]",
    ]);
  });
});
