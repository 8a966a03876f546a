'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw, Upload } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { fetchFeedNow, loadFeed } from '#components/queries/feeds.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FeedView } from '#lib/contracts/feed.ts';
import { FEED_WORDS } from './words.ts';

const AddressDialog = dynamic(() => import('./address-dialog.tsx').then((loaded) => loaded.AddressDialog));

/** Sends a file, sets the address, fetches now. */
export function FeedActions({ feed }: { feed: FeedView }) {
  const { title } = FEED_WORDS[feed.kind];
  const [open, setOpen] = useState<boolean | null>(null);
  const [failed, setFailed] = useState<File | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const { toast } = useToast();
  const again = () => client.invalidateQueries({ queryKey: ['feeds'] });
  const send = useMutation({
    mutationFn: ({ file, force }: { file: File; force: boolean }) => loadFeed(feed.kind, file, force),
    onSuccess: (load) => {
      setFailed(null);
      toast({ title: load.status === 'received' ? `${title} is being read` : `${title} is loaded` });
    },
    onError: (_error, { file }) => setFailed(file),
    onSettled: again,
  });
  const fetchNow = useMutation({
    mutationFn: () => fetchFeedNow(feed.kind),
    onSuccess: () => toast({ title: `${title} is being fetched` }),
    onSettled: again,
  });
  const error = send.error ?? fetchNow.error;
  return (
    <div className="mt-4">
      <div className="flex flex-wrap gap-2">
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={`${title} file`}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) send.mutate({ file, force: false });
            target.value = '';
          }}
        />
        <Button onClick={() => chooser.current?.click()} disabled={send.isPending}>
          <Upload aria-hidden />
          {send.isPending ? 'Loading…' : 'Load a file'}
        </Button>
        <Button onClick={() => setOpen(true)}>{feed.source === null ? 'Set an address' : 'Change the address'}</Button>
        {feed.source === null ? null : (
          <Button onClick={() => fetchNow.mutate()} disabled={fetchNow.isPending}>
            <RefreshCw aria-hidden />
            Fetch now
          </Button>
        )}
      </div>
      {error === null ? null : (
        <p role="alert" className="mt-2 text-13 text-failed">
          {reasonOf(error)}{' '}
          {failed === null ? null : (
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => send.mutate({ file: failed, force: true })}
            >
              Load it all the same
            </button>
          )}
        </p>
      )}
      {open === null ? null : <AddressDialog feed={feed} open={open} onOpenChange={setOpen} />}
    </div>
  );
}
