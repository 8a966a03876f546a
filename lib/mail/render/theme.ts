import type { CSSProperties } from 'react';
import type { Tone } from './content.ts';

/** The tokens of app/globals.css in the notation that mail clients read, light and dark. */
export const COLORS = {
  ground: ['#ffffff', '#0e0f13'],
  line: ['#dcdee3', '#2c2f35'],
  ink: ['#171b22', '#ebedf0'],
  soft: ['#4e535b', '#b0b4bc'],
  accent: ['#435bcf', '#8ca6fa'],
  fill: ['#435bcf', '#4b65d6'],
  onFill: ['#ffffff', '#ffffff'],
  worse: ['#b71532', '#f8767a'],
  worseGround: ['#feefef', '#321c1c'],
  better: ['#2a7449', '#66c189'],
  betterGround: ['#eef7f1', '#14271c'],
  plainGround: ['#f2f4f6', '#191b20'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
/** Names of repositories have no place to break a line. */
const BREAKS = { wordBreak: 'break-word', overflowWrap: 'anywhere' } as const;

const light = (name: keyof typeof COLORS): string => COLORS[name][0];

export const STYLES = {
  body: { margin: 0, padding: 0, backgroundColor: light('ground') },
  container: { maxWidth: '600px', padding: '24px 20px 40px', fontFamily: FONT, color: light('ink'), textAlign: 'left' },
  about: { margin: '0 0 4px', fontSize: '13px', lineHeight: '18px', color: light('soft'), ...BREAKS },
  title: { margin: 0, fontSize: '20px', lineHeight: '28px', fontWeight: 600, color: light('ink'), ...BREAKS },
  figureLine: { margin: 0, fontSize: '20px', lineHeight: '52px', fontWeight: 600, color: light('ink') },
  figure: { fontSize: '44px', letterSpacing: '-0.02em' },
  change: { margin: 0, fontSize: '14px', lineHeight: '20px', color: light('soft') },
  text: { margin: '16px 0 0', fontSize: '14px', lineHeight: '22px', color: light('ink'), ...BREAKS },
  heading: {
    margin: '32px 0 0',
    fontSize: '16px',
    lineHeight: '24px',
    fontWeight: 600,
    color: light('ink'),
    ...BREAKS,
  },
  note: { margin: 0, fontSize: '13px', lineHeight: '18px', color: light('soft'), ...BREAKS },
  numbered: { margin: '4px 0 0', padding: '0 0 0 24px', fontSize: '14px', lineHeight: '20px' },
  item: { margin: 0, padding: '6px 0', color: light('ink'), ...BREAKS },
  itemLine: { display: 'block' },
  itemFacts: { display: 'block', fontSize: '13px', lineHeight: '18px', color: light('soft') },
  brief: { margin: '4px 0 0', padding: 0, listStyleType: 'none', fontSize: '14px', lineHeight: '20px' },
  briefItem: { margin: 0, padding: '4px 0', color: light('ink'), ...BREAKS },
  briefFacts: { color: light('soft') },
  whole: { whiteSpace: 'nowrap' },
  buttonLine: { margin: '24px 0 0' },
  button: {
    padding: '11px 18px',
    borderRadius: '6px',
    backgroundColor: light('fill'),
    color: light('onFill'),
    fontSize: '14px',
    fontWeight: 600,
  },
  footer: { margin: '40px 0 0', padding: '16px 0 0', borderTop: `1px solid ${light('line')}` },
  footerText: { margin: '0 0 8px', fontSize: '12px', lineHeight: '18px', color: light('soft'), ...BREAKS },
} as const satisfies Record<string, CSSProperties>;

export const TONES: Record<Tone, CSSProperties> = {
  plain: {},
  soft: { color: light('soft') },
  worse: { color: light('worse'), fontWeight: 600 },
  better: { color: light('better'), fontWeight: 600 },
};

export function verdictStyle(tone: 'worse' | 'better' | 'plain'): CSSProperties {
  const ground = { worse: 'worseGround', better: 'betterGround', plain: 'plainGround' } as const;
  const edge = { worse: 'worse', better: 'better', plain: 'line' } as const;
  return {
    margin: '16px 0 0',
    padding: '12px 16px',
    borderLeft: `4px solid ${light(edge[tone])}`,
    backgroundColor: light(ground[tone]),
    color: light('ink'),
    fontSize: '16px',
    lineHeight: '24px',
    ...BREAKS,
  };
}

/** Classes that only change colours: the dark theme's are in a style sheet, as no inline style can depend on the theme. */
const DARK: Record<string, string> = {
  'm-ground': `background-color:${COLORS.ground[1]}`,
  'm-ink': `color:${COLORS.ink[1]}`,
  'm-soft': `color:${COLORS.soft[1]}`,
  'm-accent': `color:${COLORS.accent[1]}`,
  'm-fill': `background-color:${COLORS.fill[1]}`,
  'm-worse': `color:${COLORS.worse[1]}`,
  'm-better': `color:${COLORS.better[1]}`,
  'm-line': `border-color:${COLORS.line[1]}`,
  'm-verdict-worse': `color:${COLORS.ink[1]};background-color:${COLORS.worseGround[1]};border-color:${COLORS.worse[1]}`,
  'm-verdict-better': `color:${COLORS.ink[1]};background-color:${COLORS.betterGround[1]};border-color:${COLORS.better[1]}`,
  'm-verdict-plain': `color:${COLORS.ink[1]};background-color:${COLORS.plainGround[1]};border-color:${COLORS.line[1]}`,
};

const important = (rules: string): string => rules.replaceAll(/;|$/g, ' !important;').replace(/;+$/, '');

/** Links are underlined where they stand in a sentence: colour alone says nothing. */
export const STYLE_SHEET = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'body{-webkit-text-size-adjust:100%;text-size-adjust:100%}',
  `@media (prefers-color-scheme:dark){${Object.entries(DARK)
    .map(([name, rules]) => `.${name}{${important(rules)}}`)
    .join('')}}`,
].join('');
