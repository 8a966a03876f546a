'use client';

import { saveTeamsRule } from '#components/queries/teams.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { DeveloperSight } from '#lib/domain/team/sources.ts';

const NOW: Record<DeveloperSight, string> = {
  teams: 'Only what their teams own. Who is in no team sees nothing, also when the last team is deleted.',
  organization: 'Every repository of the organization, whatever teams there are.',
};

const OTHER: Record<DeveloperSight, { to: DeveloperSight; label: string; title: string; description: string }> = {
  teams: {
    to: 'organization',
    label: 'Show them every repository',
    title: 'Show every repository to all developers?',
    description: 'With their next click, developers and their API tokens see the findings of all repositories.',
  },
  organization: {
    to: 'teams',
    label: 'Show them only what their teams own',
    title: 'Show developers only what their teams own?',
    description: 'With their next click. A developer who is in no team sees nothing.',
  },
};

/** What people with the role developer see, and the way to change it. */
export function DevelopersSee({ sight }: { sight: DeveloperSight }) {
  const { to, label, title, description } = OTHER[sight];
  return (
    <Card title="What developers see" className="mt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-13 text-soft">{NOW[sight]} All other roles see everything.</p>
        <ConfirmButton
          trigger={<Button>{label}…</Button>}
          title={title}
          description={description}
          keep="Leave it as it is"
          confirm={label}
          act={async () => {
            await saveTeamsRule({ developers_see: to });
            return { title: 'Changed what developers see' };
          }}
        />
      </div>
    </Card>
  );
}
