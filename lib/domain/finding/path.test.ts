import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRepositoryRoot, normalisePath, normaliseRoot } from './path.ts';

describe('normalisePath', () => {
  it.each([
    ['src/app.py', 'src/app.py'],
    ['./src/app.py', 'src/app.py'],
    ['/src/app.py', 'app.py'],
    ['file:///src/app.py', 'app.py'],
    ['file://localhost/src/app.py', 'app.py'],
    ['src\\win\\app.cs', 'src/win/app.cs'],
    ['a/../b/./c//d', 'b/c/d'],
    ['../../etc/passwd', 'etc/passwd'],
    ['my%20file.js', 'my file.js'],
    ['a/%2e%2e/%2e%2e/b', 'b'],
    ['100%.txt', '100%.txt'],
    ['.github/workflows/ci.yml', '.github/workflows/ci.yml'],
    ['file:///D:/a/web/web/src/app.cs', 'src/app.cs'],
    ['C:\\repo\\x.cs', 'repo/x.cs'],
    ['/lib/app.py', 'lib/app.py'],
    ['src/App.PY', 'src/App.PY'],
    ['caf\u0065\u0301.py', 'caf\u00e9.py'],
    ['https://example.com/a/../b', 'https://example.com/a/../b'],
  ])('makes %j %j', (raw, path) => {
    expect(normalisePath(raw)).toBe(path);
  });

  it('is null for what names no file', () => {
    for (const raw of [null, '', '.', './', '/', '..', 'file:///']) expect(normalisePath(raw)).toBeNull();
  });

  it('keeps a folder that only looks like a mount point where a leading slash means the repository', () => {
    const path = (raw: string) => normalisePath(fromRepositoryRoot(raw));
    expect(path('/src/main.tf')).toBe('src/main.tf');
    expect(path('/github/workspace/src/main.tf')).toBe('src/main.tf');
    expect(path('file:///src/main.tf')).toBe('main.tf');
    expect(path('/src')).toBe('src');
    expect(path('https://example.com/src/a')).toBe('https://example.com/src/a');
  });

  it.each([
    ['src/a.ts', 'services/shop/src/a.ts'],
    ['./src/a.ts', 'services/shop/src/a.ts'],
    ['src%2Fa.ts', 'services/shop/src/a.ts'],
    ['src\\a.ts', 'services/shop/src/a.ts'],
    ['../lib/a.ts', 'services/lib/a.ts'],
    ['../../../a.ts', 'a.ts'],
    ['services/shop/a.ts', 'services/shop/services/shop/a.ts'],
    ['file:src/a.ts', 'services/shop/src/a.ts'],
    ['/github/workspace/services/shop/src/a.ts', 'services/shop/src/a.ts'],
    ['/builds/acme/web/lib/a.ts', 'lib/a.ts'],
    ['D:\\a\\web\\web\\lib\\a.ts', 'lib/a.ts'],
    ['https://example.com/a.ts', 'https://example.com/a.ts'],
    ['/services/shop', 'services/shop'],
    ['.', null],
    ['', null],
  ])('in a folder of the repository makes %j %j', (raw, path) => {
    expect(normalisePath(raw, 'services/shop')).toBe(path);
  });

  it('takes the leading slash of a scanner for the folder that it scanned, not for the machine', () => {
    const path = (raw: string) => normalisePath(fromRepositoryRoot(raw), 'infra');
    expect(path('/main.tf')).toBe('infra/main.tf');
    expect(path('/src/main.tf')).toBe('infra/src/main.tf');
    expect(path('/github/workspace/infra/main.tf')).toBe('infra/main.tf');
  });

  it('keeps very long paths distinct and short enough for an index', () => {
    const long = (end: string): string => `${'directory/'.repeat(300)}${end}`;
    expect(normalisePath(long('a'))).not.toBe(normalisePath(long('b')));
    expect(normalisePath(long('a'))?.length).toBeLessThanOrEqual(800);
  });

  it('never leaves the root and is stable, whatever it is given', () => {
    const piece = fc.oneof(fc.constantFrom('..', '.', '/', '\\', '%2e', 'src', 'C:', 'file://', '\u0000'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = normalisePath(pieces.join('/'));
        if (path === null || /^(?:https?|ssh|git|oci|docker|s3|gs):\/\//i.test(path)) return;
        expect(path.split('/')).not.toContain('..');
        expect(path.startsWith('/')).toBe(false);
        expect(path.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('the folder that a report is relative to', () => {
  it.each([
    ['', ''],
    ['.', ''],
    ['./', ''],
    ['frontend', 'frontend'],
    ['./services//shop/', 'services/shop'],
    ['services\\shop', 'services/shop'],
    ['services/../shop', 'shop'],
    ['cafe\u0301', 'caf\u00e9'],
    [' frontend ', 'frontend'],
  ])('%j is %j', (raw, root) => {
    expect(normaliseRoot(raw)).toBe(root);
  });

  it.each([
    '/',
    '/srv/app',
    '..',
    '../other',
    'a/../../b',
    'C:\\app',
    'c:app',
    'file:///a',
    'https://example.com/a',
    '~/a',
    '\\\\host\\a',
  ])('%j is no folder of the repository', (raw) => {
    expect(normaliseRoot(raw)).toBeNull();
  });
});
