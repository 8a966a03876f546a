'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { saveSla } from '#components/queries/sla.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { SlaView } from '#lib/contracts/sla.ts';
import { STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { cellName, SLA_COLUMNS, type SlaColumn, slaOfTyped, typedDays } from './sla-days.ts';

const COLUMN_WORD: Record<SlaColumn, string> = {
  all: 'All',
  critical: 'Critical',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
};

const PRESETS = [
  { value: 'severity', label: 'Days by severity' },
  { value: 'bod_26_04', label: 'CISA BOD 26-04: 3, 14 or 60 days' },
];

const BOD =
  '3 days: exploited (KEV), on a public repository. 14 days: exploited anywhere, or critical on a public repository. 60 days: anything else on a public repository, and what is critical. The rest: with the next upgrade, without a date. That attacks can be automated is assumed, as no source says otherwise.';

interface DaysProps {
  typed: Readonly<Record<string, string>>;
  onType: (cell: string, text: string) => void;
}

function Days({ typed, onType }: DaysProps) {
  return (
    <ScrollRegion label="Days by severity and criticality" className="w-full">
      <table className="w-full text-13 max-sm:table-fixed sm:min-w-[460px]">
        <thead>
          <tr className="text-left text-12 text-faint">
            <th className="py-1 pr-3 font-normal max-sm:w-[76px] max-sm:pr-1">Severity</th>
            {SLA_COLUMNS.map((column) => (
              <th key={column} className="py-1 pr-2 font-normal max-sm:pr-1">
                {COLUMN_WORD[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {STATED_SEVERITIES.map((severity) => (
            <tr key={severity}>
              <th className="py-1 pr-3 text-left font-normal">
                <SeverityMark severity={severity} />
              </th>
              {SLA_COLUMNS.map((column) => {
                const cell = cellName(column, severity);
                return (
                  <td key={column} className="py-1 pr-2 max-sm:pr-1">
                    <Input
                      aria-label={`Days, ${severity}, ${column === 'all' ? 'all repositories' : `${column} repositories`}`}
                      inputMode="numeric"
                      autoComplete="off"
                      maxLength={4}
                      className="max-sm:px-1 max-sm:text-center sm:w-16"
                      placeholder={column === 'all' ? '' : (typed[cellName('all', severity)] ?? '')}
                      value={typed[cell] ?? ''}
                      onChange={(event) => onType(cell, event.target.value)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** How long a finding may stay open, by severity and by how much depends on its repository. */
export function SlaCard({ sla }: { sla: SlaView }) {
  const [preset, setPreset] = useState(sla.preset);
  const [typed, setTyped] = useState(() => typedDays(sla));
  const router = useNavigate();
  const { toast } = useToast();
  const next = slaOfTyped(typed, preset);
  const save = useMutation({
    mutationFn: saveSla,
    onSuccess: () => {
      toast({ title: 'Due dates saved', description: 'Actions and scores follow within minutes.' });
      router.refresh();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (next !== null) save.mutate(next);
  };
  return (
    <Card
      title="Due dates"
      note="Counted from the day a finding was seen, and anew when it comes back. At risk from 80 % of the time."
    >
      <form method="post" onSubmit={submit} className="flex flex-col items-start gap-4 pt-2">
        <Field label="Where due dates come from" required className="w-full sm:w-80">
          {(control) => (
            <Select
              {...control}
              options={PRESETS}
              value={preset}
              onChange={({ target: { value } }) => setPreset(value === 'bod_26_04' ? value : 'severity')}
            />
          )}
        </Field>
        {preset === 'bod_26_04' ? (
          <p className="text-13 text-soft">{BOD}</p>
        ) : (
          <>
            <Days typed={typed} onType={(cell, text) => setTyped({ ...typed, [cell]: text })} />
            <p className="text-12 text-faint">
              In days; – for no due date. The columns at the right are for repositories of that criticality; left empty,
              they are as for all.
            </p>
          </>
        )}
        <p role="alert" className="text-13 text-failed empty:hidden">
          {next === null ? 'Each cell must be a number of days from 1 to 3650, –, or empty.' : save.error?.message}
        </p>
        <Button type="submit" variant="primary" busy={save.isPending} disabled={next === null}>
          Save due dates
        </Button>
      </form>
    </Card>
  );
}
