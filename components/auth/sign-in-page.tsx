import { PlainPage } from '#components/shell/plain-page.tsx';
import { Button, type ButtonProps } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { SignInForm } from './sign-in-form.tsx';

const submit: ButtonProps = { type: 'submit', variant: 'primary', size: 'lg' };

/** `next`: where to go on to, an address on this site. */
export function SignInPage({ next }: { next: string }) {
  return (
    <PlainPage width="max-w-sm">
      <h1 className="mb-5 font-semibold text-20 tracking-tight">Sign in</h1>
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
          {(control) => <Input name="email" type="email" autoComplete="username" autoFocus {...control} />}
        </Field>
        <Field label="Password" required>
          {(control) => <Input name="password" type="password" autoComplete="current-password" {...control} />}
        </Field>
      </SignInForm>
    </PlainPage>
  );
}
