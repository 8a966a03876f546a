'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeRepository } from '#components/queries/manage-repository.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';

/** Names that lead here, each of which can be given up. */
export function FormerNames({ name, formerNames }: { name: string; formerNames: readonly string[] }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const giveUp = useMutation({
    mutationFn: (given: string) => changeRepository(name, { former_names: formerNames.filter((one) => one !== given) }),
    onSuccess: async (_, given) => {
      toast({ title: `${given} is free`, description: 'The next report under it makes a new repository.' });
      await client.invalidateQueries({ queryKey: ['repositories', 'one'] });
    },
  });
  if (formerNames.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium text-13">Former names</h3>
      <p className="text-12 text-faint">Links and reports under them land here.</p>
      <ul className="mt-1 border-t">
        {formerNames.map((one) => (
          <li key={one} className="flex items-center gap-3 border-b py-1.5 text-13">
            <span className="min-w-0 flex-1 break-all">{one}</span>
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Give up the name ${one}`}
              busy={giveUp.isPending && giveUp.variables === one}
              onClick={() => giveUp.mutate(one)}
            >
              Give up
            </Button>
          </li>
        ))}
      </ul>
      <p role="alert" className="text-13 text-failed">
        {giveUp.error?.message}
      </p>
    </div>
  );
}
