'use client';

import { Card, Facts } from '#components/ui/card.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { formatCount } from '#lib/format.ts';
import { NameForm } from './name-form.tsx';
import { PasswordForm } from './password-form.tsx';

export interface AccountScreenProps {
  name: string;
  email: string;
  role: string;
  organization: string;
  /** Live sessions, this one included. */
  sessions: number;
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
        <Card title="Where you are signed in">
          <Facts
            items={[
              { name: 'Sessions', value: `${formatCount(sessions, 'browser')}, this one included` },
              { name: 'Role', value: `${role}, given by an administrator` },
            ]}
          />
        </Card>
      </div>
    </div>
  );
}
