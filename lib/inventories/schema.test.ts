import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GITHUB_SECTIONS } from './github/sections.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../public/inventory-v1.schema.json'), 'utf8'));
const docs = readFileSync(join(import.meta.dirname, '../../docs/privileges.md'), 'utf8');

it('is published with every section that is read, and each is documented', () => {
  expect(Object.keys(schema.properties.sections.properties)).toEqual(Object.keys(GITHUB_SECTIONS));
  for (const name of Object.keys(GITHUB_SECTIONS)) expect(docs).toContain(`\`${name}\``);
});
