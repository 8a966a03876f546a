'use client';

import { changeName } from '#components/queries/account.ts';
import { NameForm } from '#components/shared/name-form.tsx';
import { Card } from '#components/ui/card.tsx';
import type { OwnSignInView } from '#lib/contracts/sign-in.ts';
import type { SessionListView } from '#lib/contracts/user.ts';
import { EmailCard } from './email-card.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';
import { SignInSection } from './sign-in-section.tsx';

export interface AccountScreenProps {
  name: string;
  email: string;
  signIn: OwnSignInView;
  sessions: SessionListView;
  minPassword: number;
}

/** The signed-in person: their name, password, and where they are signed in. */
export function AccountScreen(props: AccountScreenProps) {
  const { name, email, signIn, sessions, minPassword } = props;
  return (
    <div className="flex flex-col gap-6">
      <Card title="Name" note="Shown beside what you do: released reports, retired streams, tokens.">
        <NameForm label="Your name" name={name} save={changeName} autoComplete="name" />
      </Card>
      <EmailCard initial={signIn} />
      {signIn.has_password ? (
        <Card title="Password" note="Changing it signs you out everywhere but here.">
          <PasswordForm email={email} minPassword={minPassword} />
        </Card>
      ) : null}
      <SignInSection initial={signIn} />
      <Card title="Where you are signed in" note="A session that you end is refused with its next click.">
        <SessionList initial={sessions} />
      </Card>
    </div>
  );
}
