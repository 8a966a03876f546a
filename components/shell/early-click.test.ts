import { expect, it } from 'vitest';
import { KEEP_EARLY_CLICK } from './early-click.ts';

it('stands in a page as it is written: nothing in it would be escaped', () => {
  expect(KEEP_EARLY_CLICK).not.toMatch(/[<>&"']/);
});
