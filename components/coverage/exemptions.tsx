'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import {
  approveExemption,
  exemptionsQuery,
  refuseExemption,
  withdrawExemption,
} from '#components/queries/exemptions.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { actorWords } from '#components/shared/exception-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { useScope } from '#components/ui/scope.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ExemptionView } from '#lib/contracts/exemption.ts';
import { formatCount, formatDate } from '#lib/format.ts';

const named = ({ category, repo }: ExemptionView): string => `${CATEGORY_TITLE[category]} of ${repo}`;

function Approve({ exemption }: { exemption: ExemptionView }) {
  return (
    <ConfirmButton
      trigger={
        <Button variant="primary" size="sm">
          Approve…
        </Button>
      }
      title="Is it not expected?"
      description={`${actorWords(exemption.requested_by)} asked that ${named(exemption)} is not expected, until ${formatDate(exemption.expires_at)}.`}
      keep="Not now"
      confirm="Approve"
      act={async () => {
        await approveExemption(exemption.id, { note: null });
        return { title: 'Approved', description: `${named(exemption)} is not expected any more.` };
      }}
    >
      <p className="whitespace-pre-line break-words text-13">{exemption.reason}</p>
    </ConfirmButton>
  );
}

function Refuse({ exemption }: { exemption: ExemptionView }) {
  return (
    <ConfirmButton
      trigger={<Button size="sm">Refuse…</Button>}
      title="Refuse this request?"
      description={`${named(exemption)} stays expected.`}
      keep="Not now"
      confirm="Refuse"
      act={async () => {
        await refuseExemption(exemption.id, { note: null });
        return { title: 'Refused' };
      }}
    />
  );
}

function Withdraw({ exemption }: { exemption: ExemptionView }) {
  const waits = exemption.state === 'requested';
  return (
    <ConfirmButton
      trigger={<Button size="sm">{waits ? 'Take back…' : 'End it…'}</Button>}
      title={waits ? 'Take the request back?' : 'Is it expected again?'}
      description={
        waits ? 'Nobody needs to decide then.' : `${named(exemption)} counts as not measured until a report comes.`
      }
      keep={waits ? 'Keep it' : 'Keep it as it is'}
      confirm={waits ? 'Take it back' : 'End it'}
      act={async () => {
        await withdrawExemption(exemption.id);
        return { title: waits ? 'Taken back' : 'Expected again' };
      }}
    />
  );
}

function Line({ exemption }: { exemption: ExemptionView }) {
  const { repo, category, state, reason, requested_by, decided_by, expires_at, may } = exemption;
  const by =
    decided_by === null
      ? `asked for by ${actorWords(requested_by)}`
      : `asked for by ${actorWords(requested_by)}, approved by ${actorWords(decided_by)}`;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium text-13">
          <TextLink quiet href={repositoryHref(repo)} className="min-w-0 [overflow-wrap:anywhere]">
            <Breakable text={repo} />
          </TextLink>
          {CATEGORY_TITLE[category]}
          {state === 'requested' ? <StateBadge state="received">Waits</StateBadge> : null}
        </p>
        <p className="whitespace-pre-line text-13 [overflow-wrap:anywhere]">{reason}</p>
        <p className="text-12 text-faint [overflow-wrap:anywhere]">
          Until {formatDate(expires_at)}, {by}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {may.approve ? <Approve exemption={exemption} /> : null}
        {may.refuse ? <Refuse exemption={exemption} /> : null}
        {may.withdraw ? <Withdraw exemption={exemption} /> : null}
      </div>
    </li>
  );
}

/** What is not expected by decision, and what waits for one. Nothing at all where there is none. */
export function Exemptions() {
  const { data } = useQuery(exemptionsQuery(useScope()));
  if (data === undefined || data.items.length === 0) return null;
  const waiting = data.items.filter(({ state }) => state === 'requested').length;
  const note = `${waiting === 0 ? '' : `${formatCount(waiting, 'request')} to decide about. `}Each has a reason and an end, and says nothing once a report comes.`;
  return (
    <Card title="Not expected by decision" note={note} flush>
      <ul>
        {data.items.map((exemption) => (
          <Line key={exemption.id} exemption={exemption} />
        ))}
      </ul>
    </Card>
  );
}
