import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gateSnippetFor } from './gate.ts';
import { recipeOf } from './recipes.ts';
import { SYSTEMS, snippetFor } from './snippets.ts';
import { terminalSnippets } from './terminal.ts';

const FILE = join(import.meta.dirname, '../../../docs/ci.md');
const BLOCK = /(<!-- snippet: (\w+) ([\w-]+) -->\n```\w+\n)(?:(?!```)[^\n]*\n)*```\n/g;
const address = 'https://plumbline.example.com';

function codeOf(kind: string, id: string): string {
  const asks = SYSTEMS.find((one) => one === id);
  if (kind === 'gate' && asks !== undefined) return gateSnippetFor(asks, { address, repo: null }).code.trimEnd();
  const recipe = recipeOf(id);
  expect(recipe.id, 'a scanner that is known').toBe(id);
  if (kind === 'send') return terminalSnippets({ address, recipe, repo: 'acme/web', token: null }).send;
  const system = SYSTEMS.find((one) => one === kind);
  if (system === undefined) throw new Error(`docs/ci.md has a snippet for ${kind}, which is no CI system`);
  return snippetFor(system, { address, recipe, repo: null }).code.trimEnd();
}

it('docs/ci.md has the snippets of the screen; UPDATE_GOLDEN=1 writes them', () => {
  const text = readFileSync(FILE, 'utf8');
  const places = text.match(/<!-- snippet: /g) ?? [];
  const blocks = [...text.matchAll(BLOCK)];
  expect(blocks.length).toBe(places.length);
  expect(new Set(blocks.map((block) => block[2]))).toEqual(new Set(['send', 'gate', ...SYSTEMS]));
  const wanted = text.replace(
    BLOCK,
    (_, start: string, kind: string, id: string) => `${start}${codeOf(kind, id)}\n\`\`\`\n`,
  );
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, wanted);
  else expect(text).toBe(wanted);
});
