'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeDigestSettings, digestSettingsQuery } from '#components/queries/mail.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { DigestSettingsView } from '#lib/contracts/mail.ts';
import { ROLES, type Role } from '#lib/domain/access/role.ts';
import { formatCount } from '#lib/format.ts';
import { ScheduleFields } from './schedule-fields.tsx';

type Chosen = Pick<DigestSettingsView, 'weekday' | 'hour' | 'time_zone' | 'roles'>;

const ROLE_WORD: Record<Role, string> = {
  admin: 'Administrators',
  security: 'Security',
  developer: 'Developers',
  viewer: 'Viewers',
  auditor: 'Auditors',
};

const chosenIn = ({ weekday, hour, time_zone, roles }: DigestSettingsView): Chosen => ({
  ...{ weekday, hour, time_zone },
  roles: ROLES.filter((role) => roles.includes(role)),
});

/** Who gets a digest, and when, unless they choose otherwise. */
export function DefaultsCard({ settings }: { settings: DigestSettingsView }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const [chosen, setChosen] = useState(() => chosenIn(settings));
  const save = useMutation({
    mutationFn: changeDigestSettings,
    onSuccess: (now) => {
      client.setQueryData(digestSettingsQuery().queryKey, now);
      setChosen(chosenIn(now));
      toast({ title: 'The defaults are saved' });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(chosen);
  };
  const toggle = (role: Role, on: boolean) =>
    setChosen((now) => ({ ...now, roles: ROLES.filter((one) => (one === role ? on : now.roles.includes(one))) }));
  const isSame = JSON.stringify(chosen) === JSON.stringify(chosenIn(settings));
  return (
    <Card
      title="Weekly digest"
      note={`${formatCount(settings.recipients, 'person gets', 'people get')} it now. Everybody can choose otherwise under Your account.`}
    >
      <form method="post" onSubmit={submit} className="flex flex-col items-start gap-5 pt-2">
        <fieldset className="flex flex-wrap gap-x-6 gap-y-3">
          <legend className="mb-2 font-medium text-13">Who gets it by default</legend>
          {ROLES.map((role) => (
            <LabelledCheckbox
              key={role}
              checked={chosen.roles.includes(role)}
              onCheckedChange={(on) => toggle(role, on === true)}
              label={ROLE_WORD[role]}
            />
          ))}
        </fieldset>
        <ScheduleFields
          value={chosen}
          onChange={({ weekday, hour, time_zone: zone }) =>
            setChosen((now) => ({
              ...now,
              weekday: weekday ?? now.weekday,
              hour: hour ?? now.hour,
              time_zone: zone ?? now.time_zone,
            }))
          }
          errors={(name) => errorAt(save.error, name)}
        />
        <p role="alert" className="text-13 text-failed empty:hidden">
          {save.error?.message}
        </p>
        <Button type="submit" busy={save.isPending} disabled={isSame}>
          Save
        </Button>
      </form>
    </Card>
  );
}
