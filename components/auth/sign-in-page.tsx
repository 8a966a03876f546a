import { PlainPage } from '#components/shell/plain-page.tsx';
import { Button, type ButtonProps } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';
import { LazyProviderButtons } from './lazy-provider-buttons.tsx';
import { refusalText } from './refusal-text.ts';
import { SignInForm } from './sign-in-form.tsx';

const submit: ButtonProps = { type: 'submit', variant: 'primary', size: 'lg' };

export interface SignInPageProps {
  /** Where to go on to, an address on this site. */
  next: string;
  /** Those that work. */
  providers: readonly { id: string; name: string }[];
  /** Why signing in with a provider did not work; null: nobody tried. */
  refused: { refusal: SignInRefusal; provider: string } | null;
}

function Refused({ refusal, provider }: { refusal: SignInRefusal; provider: string }) {
  const { title, advice } = refusalText(refusal, provider);
  return (
    <div role="alert" className="mb-5 rounded-control border border-failed bg-failed-soft px-3 py-2 text-13">
      <p className="font-medium text-failed">{title}</p>
      <p className="mt-0.5 text-pretty text-ink">{advice}</p>
    </div>
  );
}

function Or() {
  return (
    <p className="my-5 flex items-center gap-3 text-12 text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      or with a password
    </p>
  );
}

export function SignInPage({ next, providers, refused }: SignInPageProps) {
  const hasProviders = providers.length > 0;
  return (
    <PlainPage width="max-w-sm">
      <h1 className="mb-5 font-semibold text-20 tracking-tight">Sign in</h1>
      {refused === null ? null : <Refused {...refused} />}
      {hasProviders ? (
        <>
          <LazyProviderButtons providers={providers} words="Sign in with" fields={{ next }} className="grid gap-2" />
          <Or />
        </>
      ) : null}
      <SignInForm
        next={next}
        button={<Button {...submit}>Sign in</Button>}
        busyButton={
          <Button {...submit} busy>
            Sign in
          </Button>
        }
      >
        <Field label="E-mail" required>
          {(control) => (
            <Input name="email" type="email" autoComplete="username" autoFocus={!hasProviders} {...control} />
          )}
        </Field>
        <Field label="Password" required>
          {(control) => <Input name="password" type="password" autoComplete="current-password" {...control} />}
        </Field>
      </SignInForm>
    </PlainPage>
  );
}
