'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { reasonOf } from '#components/queries/fetch.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { formatCount } from '#lib/format.ts';

export interface WatchButtonProps {
  watch: { mine: boolean; watchers: number };
  size?: 'sm' | 'md';
  /** Watches it from now on, or no longer. */
  set: (watching: boolean) => Promise<unknown>;
}

/** Watches a finding or a fix: one is mailed what happens to it. */
export function WatchButton({ watch: { mine, watchers }, size = 'md', set }: WatchButtonProps) {
  const client = useQueryClient();
  const { toast } = useToast();
  const change = useMutation({
    mutationFn: () => set(!mine),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => toast({ title: 'Nothing was changed', description: reasonOf(error), tone: 'failed' }),
  });
  const Icon = mine ? EyeOff : Eye;
  return (
    <Button
      size={size}
      busy={change.isPending}
      onClick={() => change.mutate()}
      title={`Watched by ${formatCount(watchers, 'person', 'people')}`}
    >
      <Icon aria-hidden className="size-4" />
      {mine ? 'Stop watching' : 'Watch'}
    </Button>
  );
}
