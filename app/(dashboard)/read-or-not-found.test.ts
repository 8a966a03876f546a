import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = 'app/(dashboard)';

/** Pages with a dynamic segment: their address names one thing. */
const pages = globSync(`${ROOT}/**/page.tsx`).filter((page) => /\[[[]?/.test(page.slice(ROOT.length)));

describe('the page of something that is not there', () => {
  it.each(pages)('can answer 404, because nothing is streamed before it was looked up: %s', (page) => {
    for (let folder = dirname(page); folder.startsWith('app'); folder = dirname(folder)) {
      expect(existsSync(join(folder, 'loading.tsx')), folder).toBe(false);
    }
  });

  it('exists in the list above', () => {
    expect(pages.length).toBeGreaterThanOrEqual(4);
  });
});
