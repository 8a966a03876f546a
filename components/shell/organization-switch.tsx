'use client';

import { useMutation } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { switchOrganization } from '#components/queries/organization.ts';
import { Button } from '#components/ui/button.tsx';

export interface Organizations {
  /** Slug of the one that is shown. */
  current: string;
  open: readonly { name: string; slug: string }[];
}

/** Part of the person's menu: the organizations that the person belongs to. */
export default function OrganizationSwitch({ current, open }: Organizations) {
  const change = useMutation({
    mutationFn: switchOrganization,
    // Load everything anew: nothing of the former organization stays.
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <div className="border-b py-1">
      <p id="organizations" className="px-2.5 pt-1 pb-0.5 text-12 text-faint">
        Organization
      </p>
      <ul aria-labelledby="organizations" className="max-h-72 overflow-y-auto">
        {open.map(({ name, slug }) => (
          <li key={slug}>
            <Button
              variant="ghost"
              className="h-auto min-h-9 w-full justify-start px-2.5 py-1 text-left text-ink pointer-coarse:min-h-11"
              aria-current={slug === current ? 'true' : undefined}
              busy={change.isPending && change.variables?.organization === slug}
              onClick={() => (slug === current ? undefined : change.mutate({ organization: slug }))}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate text-13">{name}</span>
                <span className="block truncate text-12 text-faint">{slug}</span>
              </span>
              {slug === current ? <Check aria-hidden className="size-4 shrink-0" /> : null}
            </Button>
          </li>
        ))}
      </ul>
      <p role="alert" className="px-2.5 text-12 text-failed empty:hidden">
        {change.error?.message}
      </p>
    </div>
  );
}
