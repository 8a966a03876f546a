'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import {
  approveExemption,
  type ExemptShown,
  exemptionsQuery,
  readExemptShown,
  refuseExemption,
  withdrawExemption,
} from '#components/queries/exemptions.ts';
import { ApproveButton, RefuseButton, WithdrawButton } from '#components/shared/decision-buttons.tsx';
import { actorWords } from '#components/shared/exception-words.ts';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Card } from '#components/ui/card.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { cn } from '#components/ui/cn.ts';
import { Select } from '#components/ui/field.tsx';
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

const SHOWN: readonly { value: ExemptShown; label: string }[] = [
  { value: 'live', label: 'All' },
  { value: 'requested', label: 'Waiting' },
  { value: 'ending', label: 'Ending within 14 days' },
];

/** What is not expected by decision, and what waits for one. Nothing at all where there is none. */
export function Exemptions() {
  const [params, change] = useAddress();
  const shown = readExemptShown((name) => params.get(name));
  const { data, isPlaceholderData: isOld } = useQuery(exemptionsQuery(useScope(), shown));
  if (data === undefined || (shown === 'live' && data.items.length === 0)) return null;
  const waiting = data.items.filter(({ state }) => state === 'requested').length;
  const note = `${waiting === 0 ? '' : `${formatCount(waiting, 'request')} to decide about. `}Each has a reason and an end, and says nothing once a report comes.`;
  return (
    <Card
      title="Not expected by decision"
      note={note}
      actions={
        <Select
          aria-label="Which exemptions"
          className="w-full sm:w-48"
          options={SHOWN}
          value={shown}
          onChange={({ target: { value } }) => change({ exempt: value === 'live' ? null : value })}
        />
      }
      flush
    >
      {data.items.length === 0 && !isOld ? (
        <p className="px-4 pb-3 text-13 text-soft">
          {shown === 'requested' ? 'None waits.' : 'None ends within 14 days.'}
        </p>
      ) : null}
      <ul className={cn('transition-opacity', isOld && 'opacity-60')} aria-busy={isOld}>
        {data.items.map((exemption) => (
          <Line key={exemption.id} exemption={exemption} />
        ))}
      </ul>
    </Card>
  );
}
