import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { SEVERITY_COLOR } from './severity-mark.tsx';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const apply = (matrix: Matrix, v: Triple): Triple => [dot(matrix[0], v), dot(matrix[1], v), dot(matrix[2], v)];
const each = (v: Triple, change: (value: number) => number): Triple => [change(v[0]), change(v[1]), change(v[2])];

/** Oklab after Björn Ottosson: to cone responses (cube roots), and these to linear sRGB, and back. */
const LAB_TO_CONES: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const CONES_TO_RGB: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];
const RGB_TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const CONES_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

/** How linear sRGB is seen without one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1. */
const VISIONS: Record<string, Matrix> = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

/** Linear sRGB of a token in one theme; colours outside of the screen's range are clipped as a screen clips them. */
function colorOf(severity: Severity, theme: 'light' | 'dark'): Triple {
  const token = /^var\((--[\w-]+)\)$/.exec(SEVERITY_COLOR[severity])?.[1] ?? '';
  const found = new RegExp(`${token}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`).exec(css);
  const [l = Number.NaN, c = Number.NaN, h = Number.NaN] = (found?.[theme === 'light' ? 1 : 2] ?? '')
    .split(' ')
    .map(Number);
  const hue = (h * Math.PI) / 180;
  const cones = each(apply(LAB_TO_CONES, [l, c * Math.cos(hue), c * Math.sin(hue)]), (value) => value ** 3);
  return each(apply(CONES_TO_RGB, cones), (value) => Math.min(1, Math.max(0, value)));
}

/** Distance in Oklab of two colours as they are seen; 0.02 is barely noticeable side by side, black and white are 1 apart. */
function distance(a: Triple, b: Triple, vision: Matrix): number {
  const [from, to] = [a, b].map((color) => {
    const seen = each(apply(vision, color), (value) => Math.min(1, Math.max(0, value)));
    return apply(CONES_TO_LAB, each(apply(RGB_TO_CONES, seen), Math.cbrt));
  });
  if (from === undefined || to === undefined) return 0;
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}

const SMALLEST = 0.08;

describe('the colours of severities', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [name, vision] of Object.entries(VISIONS)) {
      it(`tells neighbours apart with ${name}, in the ${theme} theme`, () => {
        const distances = SEVERITIES.slice(1).map((severity, index) => {
          const before = SEVERITIES[index] ?? severity;
          const apart = distance(colorOf(before, theme), colorOf(severity, theme), vision);
          return { pair: `${before} and ${severity}`, apart };
        });
        expect(distances.filter(({ apart }) => !(apart >= SMALLEST))).toEqual([]);
      });
    }
  }

  it('sees black and white as far apart as can be, and red and green as close without red cones', () => {
    const [black, white, red, green]: Triple[] = [
      [0, 0, 0],
      [1, 1, 1],
      [0.5, 0, 0],
      [0, 0.12, 0],
    ];
    const full = VISIONS['full colour vision'];
    const { protanopia } = VISIONS;
    if (!black || !white || !red || !green || !full || !protanopia) throw new Error('a colour is missing');
    expect(distance(black, white, full)).toBeCloseTo(1, 2);
    expect(distance(red, green, protanopia)).toBeLessThan(distance(red, green, full) / 2);
  });
});
