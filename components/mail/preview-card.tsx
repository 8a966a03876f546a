'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { previewDigest } from '#components/queries/mail.ts';
import { findPeople } from '#components/queries/people.ts';
import { type Choice, Picker } from '#components/shared/picker.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { ShownDigest } from './shown-digest.tsx';

const FOUND = 8;

async function findReaders(text: string, signal: AbortSignal): Promise<Choice[]> {
  const { items } = await findPeople(text, FOUND, signal);
  return items.map(({ id, name, email }) => ({ id: String(id), label: name === '' ? email : name, note: email }));
}

/** The digest of now, as anybody here would get it. */
export function PreviewCard() {
  const [minimal, setMinimal] = useState(false);
  const preview = useMutation({ mutationFn: previewDigest });
  // Not ticked: as the person has chosen.
  const show = (user: object) => preview.mutate({ ...user, ...(minimal ? { minimal } : {}) });
  return (
    <Card title="Preview" note="The digest of this moment, with what that person may see. Nothing is sent.">
      <div className="flex flex-col items-start gap-4 pt-2 text-13">
        <LabelledCheckbox
          checked={minimal}
          onCheckedChange={(on) => setMinimal(on === true)}
          label="Numbers only, whatever they have chosen"
        />
        <Button busy={preview.isPending} onClick={() => show({})}>
          Show mine
        </Button>
        <div className="w-full">
          <Picker
            label="Or that of somebody else"
            of={['people', 'digests']}
            find={findReaders}
            busy={preview.isPending}
            verb="Show"
            onPick={({ id }) => show({ user: Number(id) })}
          />
        </div>
        <ShownDigest preview={preview} />
      </div>
    </Card>
  );
}
