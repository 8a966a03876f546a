import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = 'app/(dashboard)';

/** Pages of one thing: their address names it. */
const pages = globSync(`${ROOT}/**/page.tsx`).filter((page) => /\[[[]?/.test(page.slice(ROOT.length)));

describe('the page of something that is not there', () => {
  it.each(pages)('can answer 404, because nothing is streamed before it was looked up: %s', (page) => {
    for (let folder = dirname(page); folder.startsWith('app'); folder = dirname(folder)) {
      expect(existsSync(join(folder, 'loading.tsx')), folder).toBe(false);
    }
  });

  it('is one of several', () => {
    expect(pages.length).toBeGreaterThanOrEqual(4);
  });
});
