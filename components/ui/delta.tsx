import { formatNumber, formatSigned } from '#lib/format.ts';
import { cn } from './cn.ts';

export interface DeltaProps {
  /** The change; `null` when there is nothing to compare with. */
  value: number | null;
  /** Which direction is good: a score going up, findings going down. */
  good?: 'up' | 'down';
  digits?: number;
  /** `triangle`: ▼ 4; `signed`: −4.0. Both speak the same words. */
  look?: 'triangle' | 'signed';
  unit?: string;
  className?: string;
}

/** A change as shape, number and words; never by colour alone. */
export function Delta({ value, good = 'up', digits = 1, look = 'triangle', unit = '', className }: DeltaProps) {
  if (value === null) return <span className={cn('text-faint', className)}>no earlier value</span>;
  const amount = formatNumber(Math.abs(value), digits);
  const suffix = unit === '' ? '' : ` ${unit}`;
  if (!/[1-9]/.test(amount)) return <span className={cn('text-faint', className)}>unchanged</span>;
  const better = value > 0 === (good === 'up');
  const words = `${value > 0 ? 'up' : 'down'} ${amount}${suffix}, ${better ? 'better' : 'worse'}`;
  return (
    <span
      className={cn('whitespace-nowrap font-medium tabular-nums', better ? 'text-clean' : 'text-failed', className)}
    >
      <span aria-hidden>
        {look === 'signed' ? formatSigned(value, digits) : `${value > 0 ? '▲' : '▼'} ${amount}`}
        {suffix}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
