import { describe, expect, it } from 'vitest';
import { matchesGlob } from './matches-glob.ts';

describe('a pattern', () => {
  it('has stars for what may be anything', () => {
    expect(matchesGlob('release/*', 'release/1.2')).toBe(true);
    expect(matchesGlob('release/*', 'release/1/2')).toBe(false);
    expect(matchesGlob('release/**', 'release/1/2')).toBe(true);
    expect(matchesGlob('*', '')).toBe(true);
    expect(matchesGlob('a*c*', 'abbc')).toBe(true);
    expect(matchesGlob('main', 'Main')).toBe(true);
    expect(matchesGlob('main', 'maintenance')).toBe(false);
    expect(matchesGlob('**/ci.yml', '.github/workflows/ci.yml')).toBe(true);
    expect(matchesGlob('a.b', 'axb')).toBe(false);
  });

  it('takes no longer than its length times the name', () => {
    const started = performance.now();
    expect(matchesGlob('a*'.repeat(100), `${'a'.repeat(255)}b/`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
