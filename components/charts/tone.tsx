import { SEVERITY_COLOR } from '#components/ui/severity-mark.tsx';
import type { Tone } from './types.ts';

/** Class and style that paint an HTML bar of this tone. */
export function paint(tone: Tone): { className: string; style: { backgroundColor?: string } } {
  switch (tone) {
    case 'unmeasured':
      return { className: 'hatch ring-1 ring-line-strong ring-inset', style: {} };
    case 'neutral':
      return { className: '', style: { backgroundColor: 'var(--n-9)' } };
    default:
      return { className: '', style: { backgroundColor: SEVERITY_COLOR[tone] } };
  }
}
