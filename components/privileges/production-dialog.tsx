'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePrivilegeSettings, privilegeSettingsQuery } from '#components/queries/privileges.ts';
import { errorAt } from '#components/queries/send.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { formatCount } from '#lib/format.ts';

/** Patterns, one on each line; empty lines are none. */
export const patternsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the saved patterns come to. */
const nowWords = (count: number): string =>
  count === 0
    ? 'Nothing that you see is production by them now: no path to it can be found.'
    : `${formatCount(count, 'thing')} that you see ${count === 1 ? 'is' : 'are'} production by them now.`;

/** By which names something is production, for everybody to see and for administrators to change. */
export default function ProductionDialog({ mayChange, onClose }: { mayChange: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const query = useQuery(privilegeSettingsQuery());
  const [typed, setTyped] = useState<string | null>(null);
  const saved = query.data?.production.join('\n');
  const text = typed ?? saved ?? '';
  const save = useMutation({
    mutationFn: () => changePrivilegeSettings({ production: patternsIn(text) }),
    onSuccess: () => {
      toast({ title: 'Saved. Inventories are judged by it again now.' });
      void client.invalidateQueries({ queryKey: ['privileges'] });
      onClose();
    },
  });
  const isChanged = saved !== undefined && patternsIn(text).join('\n') !== saved;
  return (
    <FormDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="What production is"
      description="Environments, secrets, runner groups, roles and branches with one of these names. An asterisk stands for any characters; case is ignored."
      keep={mayChange ? 'Keep what is' : 'Close'}
      send="Save the patterns"
      ready={mayChange && isChanged && patternsIn(text).length > 0}
      busy={save.isPending}
      onSend={() => save.mutate()}
      error={save.error}
      fields={['production']}
    >
      {query.data === undefined ? (
        <NotLoaded title="The patterns could not be read" query={query}>
          <TextSkeleton lines={4} />
        </NotLoaded>
      ) : (
        <>
          <Field
            label="Patterns, one on each line"
            required
            hint={nowWords(query.data.production_resources)}
            error={errorAt(save.error, 'production')}
          >
            {(control) => (
              <TextArea
                rows={8}
                value={text}
                readOnly={!mayChange}
                onChange={({ target }) => setTyped(target.value)}
                {...control}
                className="font-mono"
              />
            )}
          </Field>
          {mayChange ? null : <p className="text-12 text-faint">An administrator changes them.</p>}
        </>
      )}
    </FormDialog>
  );
}
