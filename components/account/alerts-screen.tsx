'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeOwnAlerts } from '#components/queries/alerts.ts';
import { errorAt } from '#components/queries/send.ts';
import { AlertsForm } from '#components/shared/alerts-form.tsx';
import { EVENT_WORDS } from '#components/shared/event-words.ts';
import { Card } from '#components/ui/card.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { OwnAlertsView } from '#lib/contracts/alert.ts';

interface QuietHoursProps {
  on: boolean;
  hours: { from: string; to: string };
  zone: string;
  onChange: (on: boolean, hours: { from: string; to: string }) => void;
  error: Error | null;
}

function QuietHours({ on, hours, zone, onChange, error }: QuietHoursProps) {
  return (
    <div className="flex flex-col gap-3">
      <LabelledCheckbox
        label="Quiet hours"
        hint={`No mail comes then; what happens comes in one afterwards. By the clock of ${zone}.`}
        checked={on}
        onCheckedChange={(next) => onChange(next === true, hours)}
      />
      {on ? (
        <div className="ml-6 flex flex-wrap gap-3">
          {(['from', 'to'] as const).map((end) => (
            <Field
              key={end}
              label={end === 'from' ? 'From' : 'To'}
              required
              error={errorAt(error, `quiet_hours.${end}`)}
              className="w-32"
            >
              {(control) => (
                <Input
                  type="time"
                  value={hours[end]}
                  onChange={({ target }) => onChange(on, { ...hours, [end]: target.value })}
                  {...control}
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** What the signed-in person is told of as it happens. */
export function AlertsScreen({ saved }: { saved: OwnAlertsView }) {
  const [quiet, setQuiet] = useState(saved.quiet_hours !== null);
  const [stopped, setStopped] = useState(saved.stopped);
  const [hours, setHours] = useState(saved.quiet_hours ?? { from: '20:00', to: '08:00' });
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: changeOwnAlerts,
    onSuccess: ({ kinds }) => {
      setStopped(false);
      toast({ title: kinds.length === 0 ? 'You get no alerts of your own' : 'You are told from now on' });
    },
  });
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Alerts"
        note="By mail, as it happens, about the repositories that you see. One mail tells of everything since the last; the more there are on a day, the further apart they come."
      >
        {stopped ? (
          <p role="note" className="pb-4 text-13 text-soft">
            <strong className="font-medium text-ink">You stopped all alerts</strong> by a link in one, those from your
            teams too. They come again when you save.
          </p>
        ) : null}
        <AlertsForm
          saved={saved}
          label="Tell me of"
          busy={save.isPending}
          error={save.error}
          onSave={(chosen) => save.mutate({ ...chosen, quiet_hours: quiet ? hours : null, stopped: false })}
        >
          <QuietHours
            on={quiet}
            hours={hours}
            zone={saved.time_zone}
            error={save.error}
            onChange={(on, next) => {
              setQuiet(on);
              setHours(next);
            }}
          />
        </AlertsForm>
      </Card>
      {saved.teams.length === 0 ? null : (
        <Card title="From your teams" note="What your teams have everybody in them told of, about what they own.">
          <ul className="flex flex-col gap-2 text-13">
            {saved.teams.map(({ slug, name, kinds }) => (
              <li key={slug} className="min-w-0 break-words">
                <TextLink href={`/settings/teams/${encodeURIComponent(slug)}`}>{name}</TextLink>
                <span className="text-soft">: {kinds.map((kind) => EVENT_WORDS[kind].label).join(', ')}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
