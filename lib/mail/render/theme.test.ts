import { expect, it } from 'vitest';
import { COLORS } from './theme.ts';

/** Relative luminance of `#rrggbb` (WCAG 2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

it.each([
  ['ink', 'ground'],
  ['soft', 'ground'],
  ['accent', 'ground'],
  ['worse', 'ground'],
  ['better', 'ground'],
  ['ink', 'worseGround'],
  ['ink', 'betterGround'],
  ['ink', 'plainGround'],
  ['onFill', 'fill'],
] as const)('%s is readable on %s, light and dark', (text, ground) => {
  expect(contrast(COLORS[text][0], COLORS[ground][0])).toBeGreaterThanOrEqual(4.5);
  expect(contrast(COLORS[text][1], COLORS[ground][1])).toBeGreaterThanOrEqual(4.5);
});
