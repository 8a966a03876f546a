'use client';

import { useQuery } from '@tanstack/react-query';
import { feedsQuery } from '#components/queries/feeds.ts';
import { IntegrationsNav } from '#components/shared/integrations-nav.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { FeedCard } from './feed-card.tsx';

/** What is known of vulnerabilities beyond reports, and of which day it is. */
export function FeedsScreen({ mayChange, seesSinks }: { mayChange: boolean; seesSinks: boolean }) {
  const query = useQuery(feedsQuery());
  return (
    <>
      <PageHead
        title="Integrations"
        answer="EPSS and KEV say which vulnerabilities are exploited, or likely to be; OSV which versions fix them, and which packages are malicious. Nothing is fetched unless you say from where."
        className="mb-4"
      />
      <IntegrationsNav sinks={seesSinks} />
      {query.data === undefined ? (
        <NotLoaded title="The feeds could not be loaded" query={query}>
          <TableSkeleton rows={6} label="Loading the feeds" />
        </NotLoaded>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {query.data.items.map((feed) => (
            <FeedCard key={feed.kind} feed={feed} mayChange={mayChange} />
          ))}
        </div>
      )}
    </>
  );
}
