import { PlainPage } from '#components/shell/plain-page.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UnsubscribeView } from '#lib/contracts/mail.ts';

interface Words {
  title: string;
  text: string;
}

function wordsOf({ state, stops, organization, team }: UnsubscribeView): Words {
  const about = team === null ? (organization ?? '') : `the team ${team} at ${organization}`;
  const alerts = stops === 'alerts';
  switch (state) {
    case 'on':
      return {
        title: alerts ? 'Stop all alerts?' : 'Stop the weekly mail?',
        text: alerts
          ? `They are about ${about}, those from your teams too. Opening this page has changed nothing.`
          : `It is about ${about}. Opening this page has changed nothing.`,
      };
    case 'off':
      return {
        title: alerts ? 'Alerts are stopped' : 'The weekly mail is stopped',
        text: `No more of them come to you about ${about}.`,
      };
    case 'stale':
      return {
        title: 'This link stops nothing',
        text: 'It is not complete, or the person or team that it was for is gone.',
      };
  }
}

/** Where the link in a mail leads. A plain form, which works without scripts and without a sign-in. */
export function UnsubscribePage({ token, view }: { token: string; view: UnsubscribeView }) {
  const { title, text } = wordsOf(view);
  return (
    <PlainPage>
      <h1 className="font-semibold text-20 tracking-tight">{title}</h1>
      <p className="mt-1 text-pretty text-14 text-soft [overflow-wrap:anywhere]">{text}</p>
      {view.state === 'on' ? (
        <form method="post" action={`/api/unsubscribe/${encodeURIComponent(token)}`} className="mt-5">
          <input type="hidden" name="page" value="1" />
          <Button type="submit" variant="primary" size="lg">
            Stop these mails
          </Button>
        </form>
      ) : null}
      <p className="mt-6 text-13 text-soft">
        <TextLink href={view.stops === 'alerts' ? '/account/alerts' : '/account/mail'}>
          Choose what comes and when
        </TextLink>
        , which needs a sign-in.
      </p>
    </PlainPage>
  );
}
