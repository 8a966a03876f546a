'use client';

import { useQuery } from '@tanstack/react-query';
import { changeTeamAlerts, teamAlertsQuery } from '#components/queries/alerts.ts';
import { AlertsForm } from '#components/shared/alerts-form.tsx';
import { EVENT_WORDS } from '#components/shared/event-words.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

/** What everybody of a team is told of by mail as it happens. */
export function TeamAlerts({ slug, mayChange }: { slug: string; mayChange: boolean }) {
  const query = useQuery(teamAlertsQuery(slug));
  const change = useChange();
  const saved = query.data;
  return (
    <Section
      title="Alerts"
      note="Everybody in the team is told by mail, as it happens, about the repositories that the team owns."
    >
      {saved === undefined ? (
        <NotLoaded title="The alerts could not be loaded" query={query}>
          <Skeleton className="h-24 w-full" />
        </NotLoaded>
      ) : mayChange ? (
        <AlertsForm
          key={`${saved.kinds.join()} ${saved.score_drop}`}
          saved={saved}
          label="Tell the team of"
          busy={change.isPending}
          error={change.error}
          onSave={(chosen) =>
            change.mutate({ act: () => changeTeamAlerts(slug, chosen), done: 'The team is told from now on' })
          }
        />
      ) : (
        <p className="text-13">
          {saved.kinds.length === 0 ? 'Nothing.' : saved.kinds.map((kind) => EVENT_WORDS[kind].label).join(', ')}
        </p>
      )}
    </Section>
  );
}
