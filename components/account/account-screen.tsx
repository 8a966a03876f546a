'use client';

import { Card } from '#components/ui/card.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { SessionListView } from '#lib/contracts/user.ts';
import { NameForm } from './name-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';

export interface AccountScreenProps {
  name: string;
  email: string;
  role: string;
  organization: string;
  sessions: SessionListView;
  minPassword: number;
}

/** The signed-in person: who they are here, their name and password. */
export function AccountScreen({ name, email, role, organization, sessions, minPassword }: AccountScreenProps) {
  return (
    <div className="max-w-[640px]">
      <PageHead
        title="Your account"
        answer={`You are signed in as ${email}, with the role ${role} at ${organization}.`}
      />
      <div className="flex flex-col gap-6">
        <Card title="Name" note="Shown beside what you do: released reports, retired streams, tokens.">
          <NameForm name={name} />
        </Card>
        <Card title="Password" note="Changing it signs you out everywhere but here.">
          <PasswordForm email={email} minPassword={minPassword} />
        </Card>
        <Card title="Where you are signed in" note="A session that you end is refused with its next click.">
          <SessionList initial={sessions} />
        </Card>
      </div>
    </div>
  );
}
