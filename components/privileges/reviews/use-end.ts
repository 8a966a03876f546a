'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { everyReviewQuery } from '#components/queries/access-reviews.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';

export interface EndDialogProps {
  review: ReviewDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Ends a review; what screens show of reviews is then read anew. */
export function useEnd(said: string, onOpenChange: (open: boolean) => void, end: () => Promise<ReviewDetail>) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: end,
    onSuccess: async () => {
      toast({ title: said });
      onOpenChange(false);
      await client.invalidateQueries(everyReviewQuery);
    },
  });
}
