'use client';

import { Download } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { lastPeriod } from '#lib/domain/report-schedule/due-report.ts';
import { reportHref } from '#lib/domain/report-schedule/report-href.ts';
import { REPORT_PERIODS } from '#lib/domain/report-schedule/schedule.ts';
import { dayBefore } from '#lib/domain/trend/buckets.ts';
import { PERIOD_WORDS } from './words.ts';

interface MakeReportProps {
  /** What the address says, or the last 30 days. */
  period: { from: string; to: string };
  /** The organization's day. */
  today: string;
}

/** A form of the browser's own: what it asks for is a file. */
export function MakeReport({ period, today }: MakeReportProps) {
  const scope = useScope();
  return (
    <Card title="Make one" note="Of what you see, or of the part that is chosen at the top.">
      <p className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-13">
        {REPORT_PERIODS.map((one) => (
          <TextLink key={one} href={reportHref(lastPeriod(one, today))}>
            {PERIOD_WORDS[one]}
          </TextLink>
        ))}
      </p>
      <form
        // What was typed gives way to what the address says.
        key={`${period.from} ${period.to}`}
        action="/api/v1/posture/report.pdf"
        method="get"
        className="flex flex-wrap items-end gap-3"
      >
        <Field label="From the end of" required>
          {(control) => (
            <Input
              type="date"
              name="from"
              min="2000-01-01"
              max={dayBefore(today)}
              defaultValue={period.from}
              {...control}
            />
          )}
        </Field>
        <Field label="To the end of" required>
          {(control) => (
            <Input type="date" name="to" min="2000-01-02" max={today} defaultValue={period.to} {...control} />
          )}
        </Field>
        {scope === null ? null : <input type="hidden" name="scope" value={scope} />}
        <Button type="submit" variant="primary">
          <Download aria-hidden />
          Posture report (PDF)
        </Button>
      </form>
    </Card>
  );
}
