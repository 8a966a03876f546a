import { confirmEmail, refuseEmail } from '#components/queries/people.ts';
import { Button } from '#components/ui/button.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { type Act, Part, type PartProps } from './part.tsx';

/** The address that somebody asked for, to be confirmed or refused. */
export function WantedEmail({ person, busy, run }: PartProps) {
  const { id, name, wanted_email: wanted, wanted_email_at: at } = person;
  if (wanted === null) return null;
  const confirm: Act = async () => {
    await confirmEmail(id, { email: wanted });
    return { title: `${name} signs in as ${wanted} now` };
  };
  const refuse: Act = async () => {
    await refuseEmail(id);
    return { title: `${name} keeps ${person.email}` };
  };
  return (
    <Part
      title="E-mail address"
      action={
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" busy={busy} onClick={() => run(confirm)}>
            Confirm
          </Button>
          <Button busy={busy} onClick={() => run(refuse)}>
            Refuse
          </Button>
        </div>
      }
    >
      {at === null ? null : (
        <>
          Asked on <CalendarDay at={at} /> for{' '}
        </>
      )}
      <span className="font-medium text-ink [overflow-wrap:anywhere]">{wanted}</span>. Make sure that it is theirs: they
      sign in with it from then on, and others know them by it.
    </Part>
  );
}
