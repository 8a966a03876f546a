import { useMutation } from '@tanstack/react-query';
import { saveSignInPolicy } from '#components/queries/sign-in.ts';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';

/** Saves the rules for signing in, which two cards show a part of each; both are then drawn anew. */
export function useSavePolicy(saved: string) {
  const router = useNavigate();
  const { toast } = useToast();
  return useMutation({
    mutationFn: saveSignInPolicy,
    onSuccess: () => {
      toast({ title: saved });
      router.refresh();
    },
  });
}
