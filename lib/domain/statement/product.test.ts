import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAbout, type Product, type Sighted } from './product.ts';

const key = fc.constantFrom('npm/a', 'npm/b', 'golang/g');
const version = fc.constantFrom('1.0', '2.0', 'v1.0');
const place = fc.constantFrom('acme/web', 'acme/api');
const finding: fc.Arbitrary<Sighted> = fc.record({
  packageKey: fc.option(key),
  version: fc.option(version),
  repository: fc.constantFrom('acme/web', 'Acme/API'),
  image: fc.option(place),
});
const product: fc.Arbitrary<Product> = fc.record({
  text: fc.constant('x'),
  packageKey: fc.option(key),
  version: fc.option(fc.constantFrom('1.0', '2.0')),
  bound: fc.boolean(),
  repository: fc.option(place),
  image: fc.option(place),
  narrow: fc.boolean(),
});

describe('what a product of a statement is about', () => {
  it('grows when the statement says less: without a version, every version; unbound, every place', () => {
    fc.assert(
      fc.property(product, finding, (one, seen) => {
        if (!isAbout(one, seen)) return;
        expect(isAbout({ ...one, version: null }, seen)).toBe(true);
        if (one.packageKey !== null) expect(isAbout({ ...one, bound: false }, seen)).toBe(true);
        if (one.bound) expect(isAbout({ ...one, packageKey: null, version: null }, seen)).toBe(true);
      }),
    );
  });

  it('is no other package, no other version, no other place', () => {
    fc.assert(
      fc.property(product, finding, (one, seen) => {
        if (!isAbout(one, seen)) return;
        if (one.packageKey !== null) expect(seen.packageKey).toBe(one.packageKey);
        if (one.version !== null) expect(seen.version?.replace(/^v/, '')).toBe(one.version);
        if (one.bound)
          expect([seen.repository.toLowerCase(), `image ${seen.image}`]).toSatisfy(
            ([repository, image]: string[]) => repository === one.repository || image === `image ${one.image}`,
          );
      }),
    );
  });

  it('is nothing where neither package nor place is named', () => {
    fc.assert(
      fc.property(product, finding, (one, seen) => {
        expect(isAbout({ ...one, packageKey: null, bound: false }, seen)).toBe(false);
        expect(isAbout({ ...one, bound: true, repository: null, image: null }, seen)).toBe(false);
      }),
    );
  });

  it('takes the `v` of Go versions for nothing, and of no others', () => {
    const one = {
      text: '',
      packageKey: 'golang/g',
      version: '1.0',
      bound: false,
      repository: null,
      image: null,
      narrow: false,
    };
    const seen = { packageKey: 'golang/g', version: 'v1.0', repository: 'a/b', image: null };
    expect(isAbout(one, seen)).toBe(true);
    expect(isAbout({ ...one, packageKey: 'npm/a' }, { ...seen, packageKey: 'npm/a' })).toBe(false);
  });
});
