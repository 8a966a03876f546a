'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeOwnMail, ownMailQuery } from '#components/queries/mail.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { OwnMailChange, OwnMailView } from '#lib/contracts/mail.ts';
import { OwnAddressCard } from './own-address-card.tsx';
import { ScheduleFields } from './schedule-fields.tsx';

type Chosen = Pick<
  OwnMailView,
  'organization' | 'teams' | 'minimal' | 'all_clear' | 'watched' | 'weekday' | 'hour' | 'time_zone'
> & { weekly: boolean };

function chosenIn(own: OwnMailView): Chosen {
  const { organization, teams, minimal, all_clear, watched, weekday, hour, time_zone } = own;
  return {
    ...{ organization, teams, minimal, all_clear, watched, weekday, hour, time_zone },
    weekly: own.weekly ?? own.defaults.weekly,
  };
}

/** Only what was changed: all else goes on following the organization. */
function changeOf(before: Chosen, after: Chosen): OwnMailChange {
  const names = Object.keys(after) as (keyof Chosen)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

interface ChoiceProps {
  chosen: Chosen;
  own: OwnMailView;
  onChange: (change: Partial<Chosen>) => void;
}

function What({ chosen, own, onChange }: ChoiceProps) {
  const toggle = (slug: string, on: boolean) =>
    onChange({ teams: on ? [...chosen.teams, slug] : chosen.teams.filter((one) => one !== slug) });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-13">What it is about</legend>
      <LabelledCheckbox
        checked={chosen.organization}
        onCheckedChange={(on) => onChange({ organization: on === true })}
        label="Everything that you see"
      />
      {own.own_teams.map(({ slug, name }) => (
        <LabelledCheckbox
          key={slug}
          checked={chosen.teams.includes(slug)}
          onCheckedChange={(on) => toggle(slug, on === true)}
          label={<span className="[overflow-wrap:anywhere]">The team {name}, in a mail of its own</span>}
        />
      ))}
      <LabelledCheckbox
        checked={chosen.minimal}
        onCheckedChange={(on) => onChange({ minimal: on === true })}
        label="Numbers only"
        hint="No names of repositories, rules or fixes leave Plumbline; the mail leads to them."
      />
      <LabelledCheckbox
        checked={chosen.all_clear}
        onCheckedChange={(on) => onChange({ all_clear: on === true })}
        label="Once a month, say so when there was nothing to tell"
        hint="A week without anything to tell brings no mail."
      />
    </fieldset>
  );
}

function ChoiceForm({ own }: { own: OwnMailView }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const before = chosenIn(own);
  const [chosen, setChosen] = useState(before);
  const change = changeOf(before, chosen);
  const save = useMutation({
    mutationFn: changeOwnMail,
    onSuccess: (now) => {
      client.setQueryData(ownMailQuery().queryKey, now);
      setChosen(chosenIn(now));
      toast({ title: 'Your choice is saved' });
    },
  });
  const onChange = (part: Partial<Chosen>) => setChosen((now) => ({ ...now, ...part }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(change);
  };
  const atField = (name: 'weekday' | 'hour' | 'time_zone') => errorAt(save.error, name);
  const isSaid = (['weekday', 'hour', 'time_zone'] as const).some((name) => atField(name) !== null);
  return (
    <form method="post" onSubmit={submit} className="flex flex-col items-start gap-5 pt-2">
      <LabelledCheckbox
        checked={chosen.weekly}
        onCheckedChange={(on) => onChange({ weekly: on === true })}
        label="Send me the weekly digest"
        hint={
          own.weekly === null ? `Your role ${own.defaults.weekly ? 'gets' : 'does not get'} it by default.` : undefined
        }
      />
      {chosen.weekly ? (
        <>
          <What chosen={chosen} own={own} onChange={onChange} />
          <ScheduleFields value={chosen} onChange={onChange} defaults={own.defaults} errors={atField} />
        </>
      ) : null}
      <LabelledCheckbox
        checked={chosen.watched}
        onCheckedChange={(on) => onChange({ watched: on === true })}
        label="Tell me of mentions and of findings and fixes that I watch"
        hint="One mail for all that happened within a few minutes. Comments that you write make you watch."
      />
      <p role="alert" className="text-13 text-failed empty:hidden">
        {isSaid ? null : save.error?.message}
      </p>
      <Button type="submit" busy={save.isPending} disabled={Object.keys(change).length === 0}>
        Save
      </Button>
    </form>
  );
}

/** Which mails the signed-in person gets, and when. */
export function OwnMailSection({ initial }: { initial: OwnMailView }) {
  const { data: own } = useQuery({ ...ownMailQuery(), initialData: initial });
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Mails"
        note="The weekly digest: how you stand, what changed, and five things to do next. And what people say to you."
      >
        <ChoiceForm own={own} />
      </Card>
      <OwnAddressCard own={own} />
    </div>
  );
}
