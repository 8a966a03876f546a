import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { READ_SOURCES } from '#lib/domain/privilege/inventory.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { INVENTORY_READERS } from './all-inventories.ts';

interface Branch {
  if: { properties: { source: { const: string } } };
  then: { properties: { scope: { pattern: string }; sections: { properties: Record<string, unknown> } } };
}

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../public/inventory-v1.schema.json'), 'utf8')) as {
  properties: { source: { enum: string[] } };
  allOf: Branch[];
};
const docs = readFileSync(join(import.meta.dirname, '../../docs/privileges.md'), 'utf8');

it('says of every system that is read that it is', () => {
  expect(schema.properties.source.enum).toEqual(READ_SOURCES);
  expect(schema.allOf.map((each) => each.if.properties.source.const)).toEqual(READ_SOURCES);
});

describe.each(READ_SOURCES)('of %s', (source) => {
  const { sections } = INVENTORY_READERS[source];

  it('the schema has every section that is read, and the names of what inventories are of', () => {
    const branch = schema.allOf.find((each) => each.if.properties.source.const === source);
    expect(Object.keys(branch?.then.properties.sections.properties ?? {})).toEqual(Object.keys(sections));
    expect(branch?.then.properties.scope.pattern).toBe(SCOPES[source].pattern.source);
  });

  it('each section is documented', () => {
    for (const name of Object.keys(sections)) expect(docs).toContain(`\`${name}\``);
  });
});
