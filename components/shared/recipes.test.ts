import { describe, expect, it } from 'vitest';
import { ALL_SCANNERS } from '#lib/scanners/all.ts';
import { RECIPES } from './recipes.ts';

describe('recipes', () => {
  it('exist for every scanner that can be read, and for no other', () => {
    const described = [...new Set(RECIPES.map((recipe) => recipe.scanner))].sort();
    expect(described).toEqual(ALL_SCANNERS.map((scanner) => scanner.id).sort());
  });

  it('name the file that their command writes', () => {
    for (const recipe of RECIPES) expect(recipe.command).toContain(recipe.file);
  });
});
