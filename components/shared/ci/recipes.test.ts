import { describe, expect, it } from 'vitest';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { ALL_SCANNERS } from '#lib/scanners/all.ts';
import { RECIPES, recipeOf, recipesFor } from './recipes.ts';

describe('recipes', () => {
  // What Plumbline judges itself needs no scanner, and legitify looks at an organization, not at what a pipeline checked out:
  // how these are sent stands in docs/workflows.md and docs/privileges.md.
  it('exist for every scanner that can be read, and for no other', () => {
    const described = [...new Set(RECIPES.map((recipe) => recipe.scanner))].sort();
    const tools = ALL_SCANNERS.map((scanner) => scanner.id).filter(
      (id) => !id.startsWith('plumbline-') && id !== 'legitify',
    );
    expect(described).toEqual(tools.sort());
  });

  it('have ids of their own, which are found again', () => {
    for (const recipe of RECIPES) expect(recipeOf(recipe.id)).toBe(recipe);
  });

  it('name the file that their command writes', () => {
    for (const recipe of RECIPES) expect(recipe.command).toContain(recipe.file);
  });

  it('say which version of a tool they take, so that tomorrow it is the same one', () => {
    const versions = RECIPES.flatMap(({ install, command }) => [...install, command]).filter((line) =>
      /pip" install|go install|npx --yes|releases\/download|docker run|formatter-sarif@/.test(line),
    );
    expect(versions.length).toBeGreaterThan(10);
    for (const line of versions) expect(line).toMatch(/(?:==|@v?|:|download\/v)\d+\.\d+\.\d+/);
  });

  it('have one for everything that the score is made of, the one made for it first', () => {
    for (const category of SCORE_CATEGORIES) expect(recipesFor(category)[0]?.categories[0]).toBe(category);
    expect(recipesFor('secret').map(({ id }) => id)).toEqual(['gitleaks', 'trivy']);
  });
});
