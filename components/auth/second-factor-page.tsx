import { PlainPage } from '#components/shell/plain-page.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';

/** Shown in place of everything else to somebody who must set up a second factor. */
export function SecondFactorPage({ organization }: { organization: string }) {
  return (
    <PlainPage>
      <h1 className="break-words font-semibold text-20 tracking-tight">{organization} requires a second factor</h1>
      <p className="mt-1 mb-5 text-pretty text-14 text-soft">
        Besides your password, signing in asks for a code of an app on your phone from now on. Set it up to go on.
      </p>
      <SecondFactorForm />
      <form method="post" action="/api/v1/session/sign-out" className="mt-6">
        <button type="submit" className="text-13 text-soft underline-offset-2 hover:text-ink hover:underline">
          Sign out instead
        </button>
      </form>
    </PlainPage>
  );
}
