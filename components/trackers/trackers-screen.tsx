'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IntegrationsNav } from '#components/shared/integrations-nav.tsx';
import { Button } from '#components/ui/button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { TrackerList } from './tracker-list.tsx';

const TrackerDialog = dynamic(() => import('./tracker-dialog.tsx').then((loaded) => loaded.TrackerDialog));

/** Where issues of fixes are made, and how that is set. */
export function TrackersScreen({ mayChange }: { mayChange: boolean }) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const add = () => {
    setAsked(true);
    setOpen(true);
  };
  return (
    <>
      <PageHead
        title="Integrations"
        answer="A fix becomes an issue in GitHub, GitLab or Jira when somebody asks for it: once, with its state followed here."
        className="mb-4"
        actions={
          mayChange ? (
            <Button variant="primary" onClick={add}>
              <Plus aria-hidden />
              Add a tracker
            </Button>
          ) : null
        }
      />
      <IntegrationsNav sinks />
      <TrackerList mayChange={mayChange} />
      {asked ? <TrackerDialog tracker={null} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
