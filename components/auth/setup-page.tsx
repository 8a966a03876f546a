import { PlainPage } from '#components/shell/plain-page.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { LINK_CLASS } from '#components/ui/link-class.ts';
import { Snippet } from '#components/ui/snippet.tsx';
import { JoinButton } from './join-button.tsx';
import { LazyProviderButtons } from './lazy-provider-buttons.tsx';
import { SetupForm } from './setup-form.tsx';

export type SetupPageProps =
  | { kind: 'first_admin'; code: string; minPassword: number }
  | {
      kind: 'invite';
      code: string;
      minPassword: number;
      email: string;
      name: string;
      organization: string;
      /** Sign-in providers that could be used in place of a password. */
      providers: readonly { id: string; name: string }[];
      /** Address of who is signed in; null: nobody. */
      signedInAs: string | null;
    }
  | { kind: 'password'; code: string; minPassword: number; email: string }
  | { kind: 'dead'; open: boolean; hadCode: boolean };

function Head({ title, children }: { title: string; children: string }) {
  return (
    <>
      <h1 className="wrap-anywhere font-semibold text-20 tracking-tight">{title}</h1>
      <p className="wrap-anywhere mt-1 mb-5 text-pretty text-14 text-soft">{children}</p>
    </>
  );
}

function DeadLink({ open, hadCode }: { open: boolean; hadCode: boolean }) {
  if (!open) {
    return (
      <>
        <Head title={hadCode ? 'This link does not work any more' : 'Plumbline is set up'}>
          Links to set a password work once, and not for ever. An administrator can invite you again.
        </Head>
        <a href="/sign-in" className={buttonClass({ variant: 'primary' })}>
          Sign in
        </a>
      </>
    );
  }
  return (
    <>
      <Head title={hadCode ? 'This setup link does not work any more' : 'Plumbline waits for its first administrator'}>
        The one-time setup link stands in the output of npm start. Every start, and this command, makes a new one and
        ends the one before:
      </Head>
      <Snippet code="npm run -s plumbline -- setup link" />
    </>
  );
}

function Invitation(props: Extract<SetupPageProps, { kind: 'invite' }>) {
  const { code, email, organization, signedInAs, providers } = props;
  const title = `Join ${organization}`;
  if (signedInAs === email) {
    return (
      <>
        <Head title={title}>{`You are signed in as ${email}. The organization is added to your account.`}</Head>
        <JoinButton code={code} />
      </>
    );
  }
  return (
    <>
      <Head title={title}>
        {providers.length === 0
          ? `This invitation is for ${email}. Choose a password to sign in with.`
          : `This invitation is for ${email}. Sign in as you do elsewhere, or choose a password.`}
      </Head>
      {providers.length === 0 ? null : (
        <LazyProviderButtons
          providers={providers}
          words="Join with"
          fields={{ purpose: 'invite', code }}
          className="mb-6 grid gap-2 border-b pb-6"
        />
      )}
      <SetupForm code={code} minPassword={props.minPassword} invited={props} />
      <p className="mt-5 text-13 text-soft">
        {signedInAs === null
          ? 'Do you have an account with this address already? '
          : `You are signed in as ${signedInAs}. Sign out first if you have an account with the address above. `}
        {signedInAs === null ? (
          <a href={`/sign-in?next=${encodeURIComponent(`/setup?code=${code}`)}`} className={LINK_CLASS}>
            Sign in to accept
          </a>
        ) : null}
      </p>
    </>
  );
}

export function SetupPage(props: SetupPageProps) {
  switch (props.kind) {
    case 'dead':
      return (
        <PlainPage>
          <DeadLink open={props.open} hadCode={props.hadCode} />
        </PlainPage>
      );
    case 'invite':
      return (
        <PlainPage width="max-w-sm">
          <Invitation {...props} />
        </PlainPage>
      );
    case 'password':
      return (
        <PlainPage width="max-w-sm">
          <Head title="Choose another password">{`For ${props.email}. All of your sessions end.`}</Head>
          <SetupForm code={props.code} minPassword={props.minPassword} invited={{ email: props.email, name: null }} />
        </PlainPage>
      );
    case 'first_admin':
      return (
        <PlainPage width="max-w-sm">
          <Head title="Set up Plumbline">You become its first administrator. This link works once.</Head>
          <SetupForm code={props.code} minPassword={props.minPassword} invited={null} />
        </PlainPage>
      );
  }
}
