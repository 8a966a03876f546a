import { expect, it } from 'vitest';
import { themeOf } from './theme.ts';

it.each([
  ['plumbline-theme=dark', 'dark'],
  ['a=b; plumbline-theme=light; c=d', 'light'],
  ['a=b;plumbline-theme=dark', 'dark'],
  ['plumbline-theme=sepia', 'system'],
  ['not-plumbline-theme=dark', 'system'],
  ['', 'system'],
])('the theme of the cookies "%s" is %s', (cookies, theme) => {
  expect(themeOf(cookies)).toBe(theme);
});
