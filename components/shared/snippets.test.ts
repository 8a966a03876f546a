import { describe, expect, it } from 'vitest';
import { uploadParams } from '#lib/contracts/upload.ts';
import { recipeOf } from './recipes.ts';
import { SYSTEMS, snippetFor } from './snippets.ts';

const input = {
  address: 'https://plumbline.example.com',
  recipe: recipeOf('semgrep'),
  repo: 'acme/web',
  token: 'plb_up_made_just_now',
};

describe('snippets', () => {
  it('all send the file that the scanner wrote to this installation', () => {
    for (const system of SYSTEMS) {
      const { code } = snippetFor(system, input);
      expect(code).toContain('https://plumbline.example.com/api/v1/uploads');
      expect(code).toMatch(/(?:--form file=|--data-binary )@semgrep\.json/);
    }
  });

  it('never put the token itself into a file that gets committed', () => {
    for (const system of SYSTEMS.filter((name) => name !== 'curl')) {
      expect(snippetFor(system, input).code).not.toContain('plb_up_');
    }
    expect(snippetFor('curl', input).code).toContain('plb_up_made_just_now');
  });

  it('only use parameters that the API knows', () => {
    for (const system of SYSTEMS) {
      for (const [, name] of snippetFor(system, input).code.matchAll(/--form-string (\w+)=/g)) {
        expect(Object.keys(uploadParams.shape)).toContain(name);
      }
    }
  });

  it('keep line continuations alive inside Groovy strings', () => {
    expect(snippetFor('jenkins', input).code).toContain('--show-error \\\\\n');
  });
});
