'use client';

import { Download } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { dayBefore, shiftDay } from '#lib/domain/trend/buckets.ts';
import { Section, Text } from './section.tsx';

/** Days of the period that is offered. */
const PERIOD = 30;

/** A form of the browser's own: what it asks for is a file. */
export function Report({ repo, today }: { repo: string | null; today: string }) {
  const chosen = useScope();
  const scope = repo === null ? chosen : `repo:${repo}`;
  return (
    <Section id="report" title="As a document">
      <Text>
        For a board or an auditor: what these numbers mean, what moved the score in a period, coverage, exceptions with
        who decided and why, privileges, frameworks, and how old the data are.
      </Text>
      <form action="/api/v1/posture/report.pdf" method="get" className="flex flex-wrap items-end gap-3">
        <Field label="From the end of" required>
          {(control) => (
            <Input
              type="date"
              name="from"
              min="2000-01-01"
              max={dayBefore(today)}
              defaultValue={shiftDay(today, -PERIOD)}
              {...control}
            />
          )}
        </Field>
        <Field label="To the end of" required>
          {(control) => <Input type="date" name="to" min="2000-01-02" max={today} defaultValue={today} {...control} />}
        </Field>
        {scope === null ? null : <input type="hidden" name="scope" value={scope} />}
        <Button type="submit">
          <Download aria-hidden />
          Posture report (PDF)
        </Button>
      </form>
    </Section>
  );
}
