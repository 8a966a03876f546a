'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeFeed } from '#components/queries/feeds.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FeedView } from '#lib/contracts/feed.ts';
import { FEED_WORDS } from './words.ts';

interface AddressDialogProps {
  feed: FeedView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Where a feed is fetched from each day; nowhere, when it is taken away. */
export function AddressDialog({ feed, open, onOpenChange }: AddressDialogProps) {
  const { title, example } = FEED_WORDS[feed.kind];
  const [url, setUrl] = useState('');
  const client = useQueryClient();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: (address: string | null) => changeFeed(feed.kind, address),
    onSuccess: async (_view, address) => {
      onOpenChange(false);
      setUrl('');
      toast({ title: address === null ? `${title} is not fetched any more` : `${title} is being fetched` });
      await client.invalidateQueries({ queryKey: ['feeds'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(url);
  };
  const wrong = errorAt(save.error, 'url') ?? (save.error === null ? null : reasonOf(save.error));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Where ${title} is fetched from`}
      description="It is fetched at once, then every day."
      footer={
        <>
          {feed.source === null ? null : (
            <Button className="mr-auto" disabled={save.isPending} onClick={() => save.mutate(null)}>
              Fetch no more
            </Button>
          )}
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="feed-address" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="feed-address" onSubmit={submit}>
        <Field
          label="Address"
          required
          hint="Stored encrypted; only its host is shown afterwards. Private networks are refused."
          error={wrong}
        >
          {(control) => (
            <Input
              {...control}
              type="url"
              value={url}
              placeholder={example}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setUrl(target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
