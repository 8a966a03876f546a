import { describe, expect, it } from 'vitest';
import { ALL_SCANNERS } from '#lib/scanners/all.ts';
import { RECIPES } from './recipes.ts';

describe('recipes', () => {
  it('tell for every scanner that can be read how to make its report, and for no other', () => {
    const told = [...new Set(RECIPES.map((recipe) => recipe.scanner))].sort();
    expect(told).toEqual(ALL_SCANNERS.map((scanner) => scanner.id).sort());
  });

  it('name the file that their command writes', () => {
    for (const recipe of RECIPES) expect(recipe.command).toContain(recipe.file);
  });
});
