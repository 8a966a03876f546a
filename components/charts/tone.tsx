import { SEVERITY_COLOR } from '#components/ui/severity-mark.tsx';
import type { Tone } from './types.ts';

/** Class and style that paint an HTML bar of this tone. */
export function paint(tone: Tone): { className: string; style: { backgroundColor?: string } } {
  switch (tone) {
    case 'unmeasured':
      return { className: 'hatch ring-1 ring-line-strong ring-inset', style: {} };
    case 'stale':
      return { className: 'hatch-over', style: { backgroundColor: 'var(--n-9)' } };
    case 'neutral':
      return { className: '', style: { backgroundColor: 'var(--n-9)' } };
    default:
      return { className: '', style: { backgroundColor: SEVERITY_COLOR[tone] } };
  }
}

/** The hatch for use inside an SVG: `fill="url(#id)"`. The same angle, pitch and colours as the CSS one. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" fill="var(--hatch-ground)" />
      <rect width="1.25" height="5" fill="var(--hatch-line)" />
    </pattern>
  );
}
