import { formatNumber } from '#lib/format.ts';

/** `30 min`, `2 h`, `1.5 h`: how long a fix usually takes. */
export function formatEffort(hours: number): string {
  if (hours < 1) return `${formatNumber(Math.max(5, Math.round((hours * 60) / 5) * 5))} min`;
  const rounded = Math.round(hours * 2) / 2;
  return `${formatNumber(rounded, Number.isInteger(rounded) ? 0 : 1)} h`;
}
