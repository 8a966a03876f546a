'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { providersQuery } from '#components/queries/sign-in.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { ProviderRow } from '#lib/contracts/sign-in.ts';

function State({ provider }: { provider: ProviderRow }) {
  return provider.working ? (
    <span className="flex items-center gap-1.5 text-clean">
      <CircleCheck aria-hidden className="size-4 shrink-0" />
      works
    </span>
  ) : (
    <span className="flex items-center gap-1.5 text-failed">
      <CircleX aria-hidden className="size-4 shrink-0" />
      not offered
    </span>
  );
}

function Row({ provider }: { provider: ProviderRow }) {
  const { name, reason, callback_url: callback, checked_at: checkedAt } = provider;
  return (
    <li className="border-t py-3 first:border-t-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 break-words font-medium">{name}</span>
        <span className="flex items-center gap-3 text-12">
          {checkedAt === null ? null : (
            <span className="text-faint">
              checked <RelativeTime at={checkedAt} />
            </span>
          )}
          <State provider={provider} />
        </span>
      </div>
      {reason === null ? null : <p className="mt-1 break-words text-failed">{reason}</p>}
      <p className="mt-1 flex min-w-0 flex-wrap items-center gap-x-2 text-12 text-soft">
        <span>Callback address to register there:</span>
        <code className="min-w-0 break-all font-mono">{callback}</code>
        <CopyButton text={callback} what={`callback address of ${name}`} />
      </p>
    </li>
  );
}

/** The providers of the environment, each with whether it works, and why not. */
export function ProvidersCard({ count }: { count: number }) {
  const query = useQuery({ ...providersQuery(), enabled: count > 0 });
  return (
    <Card
      title="Providers"
      note="Set by environment variables. One that does not work is not offered; passwords go on."
      actions={
        count === 0 ? null : (
          <Button size="sm" busy={query.isFetching} onClick={() => query.refetch()}>
            Check again
          </Button>
        )
      }
    >
      <div className="text-13">
        {count === 0 ? (
          <p className="pt-2 text-soft">
            None is configured: people sign in with passwords. Variables like AUTH_OIDC_ISSUER, AUTH_GITHUB_ID or
            AUTH_ENTRA_TENANT add providers; docs/configuration.md lists them.
          </p>
        ) : query.data === undefined ? (
          <NotLoaded title="The providers could not be checked" query={query}>
            <TableSkeleton rows={count} label="Checking the providers" />
          </NotLoaded>
        ) : (
          <ul>
            {query.data.items.map((provider) => (
              <Row key={provider.id} provider={provider} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
