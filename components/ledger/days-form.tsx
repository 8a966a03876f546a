import type { ChangeAddress } from '#components/shared/use-address.ts';
import { DayInput } from '#components/ui/day-input.tsx';
import type { LedgerPeriod } from '#lib/domain/ledger/ledger-href.ts';
import { dayAfter, dayBefore } from '#lib/domain/trend/buckets.ts';

/** Between the ends of which days. */
export function DaysForm({ filters, today, change }: { filters: LedgerPeriod; today: string; change: ChangeAddress }) {
  const { from, to } = filters;
  return (
    <div className="mb-6 flex flex-wrap items-end gap-3">
      <DayInput
        label="From the end of"
        value={from}
        max={dayBefore(today)}
        onChange={(day) => change({ from: day, to: day < to ? to : dayAfter(day) })}
      />
      <DayInput
        label="to the end of"
        value={to}
        max={today}
        min={dayAfter(from)}
        onChange={(day) => change({ from, to: day })}
      />
    </div>
  );
}
