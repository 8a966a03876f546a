import { PlainPage } from '#components/shell/plain-page.tsx';
import { Button } from '#components/ui/button.tsx';
import { LINK_CLASS } from '#components/ui/link-class.ts';
import type { UnsubscribeView } from '#lib/contracts/mail.ts';

interface Words {
  title: string;
  text: string;
}

type Stopped = NonNullable<UnsubscribeView['stops']>;

const QUESTION: Record<Stopped, string> = {
  alerts: 'Stop all alerts?',
  watched: 'Stop mails of mentions and watched findings?',
  weekly: 'Stop the weekly mail?',
};

const DONE: Record<Stopped, string> = {
  alerts: 'Alerts are stopped',
  watched: 'Mails of mentions and watched findings are stopped',
  weekly: 'The weekly mail is stopped',
};

const ABOUT: Record<Stopped, (about: string) => string> = {
  alerts: (about) => `They are about ${about}, those from your teams too.`,
  watched: (about) => `They are about what happens at ${about} to findings that you watch.`,
  weekly: (about) => `It is about ${about}.`,
};

function wordsOf({ state, stops, organization, team }: UnsubscribeView): Words {
  const about = team === null ? (organization ?? '') : `the team ${team} at ${organization}`;
  const what = stops ?? 'weekly';
  switch (state) {
    case 'on':
      return { title: QUESTION[what], text: `${ABOUT[what](about)} Opening this page has changed nothing.` };
    case 'off':
      return { title: DONE[what], text: `No more of them come to you about ${about}.` };
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
        <a href={view.stops === 'alerts' ? '/account/alerts' : '/account/mail'} className={LINK_CLASS}>
          Choose what comes and when
        </a>
        , which needs a sign-in.
      </p>
    </PlainPage>
  );
}
