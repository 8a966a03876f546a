'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '#components/ui/toast.tsx';

/** One change of a team at a time; what screens show is read anew before it counts as done. */
export function useChange() {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: ({ act }: { act: () => Promise<unknown>; done: string }) => act(),
    onSuccess: async (_answer, { done }) => {
      toast({ title: done });
      await client.invalidateQueries({ queryKey: ['teams'] });
    },
  });
}
