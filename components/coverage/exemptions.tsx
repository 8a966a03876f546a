'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import {
  approveExemption,
  exemptionsQuery,
  refuseExemption,
  withdrawExemption,
} from '#components/queries/exemptions.ts';
import { ApproveButton, RefuseButton, WithdrawButton } from '#components/shared/decision-buttons.tsx';
import { actorWords } from '#components/shared/exception-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Card } from '#components/ui/card.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { useScope } from '#components/ui/scope.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ExemptionView } from '#lib/contracts/exemption.ts';
import { formatCount, formatDate } from '#lib/format.ts';

const named = ({ category, repo }: ExemptionView): string => `${CATEGORY_TITLE[category]} of ${repo}`;

function Buttons({ exemption }: { exemption: ExemptionView }) {
  const { id, may, reason, requested_by: by, expires_at: end } = exemption;
  const what = named(exemption);
  return (
    <div className="flex flex-wrap gap-2">
      {may.approve ? (
        <ApproveButton
          title="Is it not expected?"
          description={`${actorWords(by)} asked that ${what} is not expected, until ${formatDate(end)}.`}
          act={async () => {
            await approveExemption(id, { note: null });
            return { title: 'Approved', description: `${what} is not expected any more.` };
          }}
        >
          <p className="whitespace-pre-line break-words text-13">{reason}</p>
        </ApproveButton>
      ) : null}
      {may.refuse ? (
        <RefuseButton description={`${what} stays expected.`} refuse={() => refuseExemption(id, { note: null })} />
      ) : null}
      {may.withdraw ? (
        <WithdrawButton
          waits={exemption.state === 'requested'}
          ending={{
            ...{ title: 'Is it expected again?', keep: 'Keep it as it is', done: 'Expected again' },
            description: `${what} counts as not measured until a report comes.`,
          }}
          withdraw={() => withdrawExemption(id)}
        />
      ) : null}
    </div>
  );
}

function Line({ exemption }: { exemption: ExemptionView }) {
  const { repo, category, state, reason, requested_by, decided_by, expires_at } = exemption;
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
      <Buttons exemption={exemption} />
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
