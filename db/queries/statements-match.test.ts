import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isAbout } from '#lib/domain/statement/product.ts';
import { connect, type Database } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { productMatches } from './statements-match.ts';

let database: TestDatabase;
let sql: Database;
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1, writable: true });
});
afterAll(async () => {
  await sql.end({ timeout: 2 });
  await database.drop();
});

const key = fc.option(fc.constantFrom('npm/a', 'npm/b', 'golang/g'));
const place = fc.option(fc.constantFrom('acme/web', 'acme/api'));

it('the database takes the same findings for those of a product as the domain does', async () => {
  const product = fc.record({
    ...{ text: fc.constant(''), packageKey: key, version: fc.option(fc.constantFrom('1.0', '2.0')) },
    ...{ bound: fc.boolean(), repository: place, image: place, narrow: fc.boolean() },
  });
  const finding = fc.record({
    ...{ packageKey: key, version: fc.option(fc.constantFrom('1.0', 'v1.0', '2.0')) },
    ...{ repository: fc.constantFrom('acme/web', 'Acme/API', 'x/y'), image: place },
  });
  const pairs = fc.sample(fc.tuple(product, finding), 3000);
  const rows = pairs.map(([p, f], n) => ({
    ...{ n, package_key: p.packageKey, version: p.version, bound: p.bound, repository: p.repository, image: p.image },
    ...{ f_key: f.packageKey, f_version: f.version, f_image: f.image, full_name: f.repository },
  }));
  const found = await sql<{ n: number; about: boolean | null }[]>`
    with pairs as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x(n int, package_key text, version text,
        bound boolean, repository text, image text, f_key text, f_version text, f_image text, full_name text))
    select p.n, ${productMatches(sql)} as about from pairs p
    join lateral (select p.f_key as package_key, p.f_version as package_version, p.f_image as image) f on true
    join lateral (select p.full_name) r on true
    order by p.n`;
  const expected = pairs.map(([p, f]) => isAbout(p, f));
  expect(found.map(({ about }) => about === true)).toEqual(expected);
  expect(new Set(expected).size).toBe(2);
});
