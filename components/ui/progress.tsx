import { formatNumber, formatPercent } from '#lib/format.ts';

export interface ProgressProps {
  /** What is being done: "Reading results". */
  label: string;
  done: number;
  /** `null` when the end is not known: then only the number done is shown. */
  total: number | null;
  noun: string;
}

/** Long work, with its numbers: "12,400 of 100,000 results". */
export function Progress({ label, done, total, noun }: ProgressProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3 text-13">
        <span className="min-w-0 truncate">{label}</span>
        <span className="shrink-0 text-soft">
          {formatNumber(done)}
          {total === null ? '' : ` of ${formatNumber(total)}`} {noun}
          {share === null ? '' : ` · ${formatPercent(share)}`}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        {...(total === null ? {} : { 'aria-valuemax': total, 'aria-valuenow': Math.min(done, total) })}
        className="h-1.5 overflow-hidden rounded-full bg-pressed"
      >
        <div
          className={share === null ? 'h-full w-1/3 animate-breathe bg-shape' : 'h-full bg-ink transition-[width]'}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
