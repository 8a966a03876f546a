import { useState } from 'react';
import { resetSecondFactor } from '#components/queries/people.ts';
import { Button } from '#components/ui/button.tsx';
import { type Act, Part, type PartProps } from './part.tsx';

/** For somebody who has lost the phone: asked for twice, because anybody who knows the password gets in then. */
export function ResetSecondFactor({ person, busy, run }: PartProps) {
  const [isAsked, setAsked] = useState(false);
  if (person.state === 'invited') return null;
  const act: Act = async () => {
    await resetSecondFactor(person.id);
    return { title: `The second factor of ${person.name} is reset` };
  };
  return (
    <Part
      title="Second factor"
      action={
        isAsked ? (
          <div className="flex flex-wrap gap-2">
            <Button variant="danger" busy={busy} onClick={() => run(act)}>
              Yes, reset it
            </Button>
            <Button variant="ghost" onClick={() => setAsked(false)}>
              Leave it
            </Button>
          </div>
        ) : (
          <Button onClick={() => setAsked(true)}>Reset</Button>
        )
      }
    >
      {isAsked
        ? 'Are you sure that it is they who ask? From then on whoever knows their password gets in.'
        : 'If they lost their phone and their recovery codes. They are signed out everywhere, and their password alone signs them in until they set up another one.'}
    </Part>
  );
}
