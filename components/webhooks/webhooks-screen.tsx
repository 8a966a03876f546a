'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IntegrationsNav } from '#components/shared/integrations-nav.tsx';
import { Button } from '#components/ui/button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { CreatedSink } from '#lib/contracts/sink.ts';
import { NewSecret } from './new-secret.tsx';
import { SinkList } from './sink-list.tsx';

const SinkDialog = dynamic(() => import('./sink-dialog.tsx').then((loaded) => loaded.SinkDialog));

/** What leaves: where events are sent to, and how that goes. */
export function WebhooksScreen({ mayChange }: { mayChange: boolean }) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const [created, setCreated] = useState<CreatedSink | null>(null);
  return (
    <>
      <PageHead
        title="Integrations"
        answer="What happens is sent to your own programs, Slack or Teams: in order, again until it is taken, and never into private networks."
        className="mb-4"
        actions={
          mayChange ? (
            <Button
              variant="primary"
              onClick={() => {
                setAsked(true);
                setOpen(true);
              }}
            >
              <Plus aria-hidden />
              Add a webhook
            </Button>
          ) : null
        }
      />
      <IntegrationsNav sinks />
      <div className="flex flex-col gap-6">
        {created === null || created.secret === null ? null : (
          <NewSecret name={created.item.name} secret={created.secret} />
        )}
        <SinkList />
      </div>
      {asked ? <SinkDialog sink={null} open={open} onOpenChange={setOpen} onCreated={setCreated} /> : null}
    </>
  );
}
