'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { watchFinding } from '#components/queries/finding-people.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import { formatCount } from '#lib/format.ts';

/** Watches a finding: one is mailed what happens to it. */
export function WatchButton({ view }: { view: FindingView }) {
  const { mine, watchers } = view.watch;
  const client = useQueryClient();
  const { toast } = useToast();
  const watch = useMutation({
    mutationFn: () => watchFinding(view.finding.id, !mine),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => toast({ title: 'Nothing was changed', description: error.message, tone: 'failed' }),
  });
  if (!view.may.watch) return null;
  const Icon = mine ? EyeOff : Eye;
  return (
    <Button
      size="sm"
      busy={watch.isPending}
      onClick={() => watch.mutate()}
      title={`Watched by ${formatCount(watchers, 'person', 'people')}`}
    >
      <Icon aria-hidden className="size-4" />
      {mine ? 'Stop watching' : 'Watch'}
    </Button>
  );
}
