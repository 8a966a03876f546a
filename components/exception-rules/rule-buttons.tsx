'use client';

import { approveRule, extendRule, refuseRule, withdrawRule } from '#components/queries/exception-rules.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { actorWords } from '#components/shared/exception-words.ts';
import { ExtendButton } from '#components/shared/extend-button.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RuleView } from '#lib/contracts/exception-rule.ts';
import { formatCount } from '#lib/format.ts';

function Approve({ rule }: { rule: RuleView }) {
  return (
    <ConfirmButton
      trigger={
        <Button variant="primary" size="sm">
          Approve…
        </Button>
      }
      title={rule.kind === 'accepted' ? 'Accept what matches?' : 'Mark what matches as false positives?'}
      description={`${actorWords(rule.requested_by)} asked for it. It decides about what is open today, and about what opens until it ends.`}
      keep="Not now"
      confirm="Approve"
      act={async () => {
        await approveRule(rule.id, { note: null });
        return { title: 'The rule is in force', description: 'What is open today follows within moments.' };
      }}
    >
      <p className="break-words font-mono text-12">{rule.about.join(' · ')}</p>
      <p className="mt-2 whitespace-pre-line break-words text-13">{rule.reason}</p>
    </ConfirmButton>
  );
}

function Refuse({ rule }: { rule: RuleView }) {
  return (
    <ConfirmButton
      trigger={<Button size="sm">Refuse…</Button>}
      title="Refuse this rule?"
      description="What it is about stays open."
      keep="Not now"
      confirm="Refuse"
      act={async () => {
        await refuseRule(rule.id, { note: null });
        return { title: 'Refused' };
      }}
    />
  );
}

function Withdraw({ rule }: { rule: RuleView }) {
  const waits = rule.state === 'requested';
  const { value, relation } = rule.findings;
  const hidden = formatCount(value, 'finding', 'findings', relation === 'at_least');
  return (
    <ConfirmButton
      trigger={<Button size="sm">{waits ? 'Take back…' : 'End it…'}</Button>}
      title={waits ? 'Take the request back?' : 'End this rule now?'}
      description={
        waits
          ? 'Nobody needs to decide then.'
          : `Reports stop following it at once, and ${hidden} that it hides come back.`
      }
      keep={waits ? 'Keep it' : 'Keep it in force'}
      confirm={waits ? 'Take it back' : 'End it'}
      act={async () => {
        await withdrawRule(rule.id);
        return { title: waits ? 'Taken back' : 'Ended' };
      }}
    />
  );
}

function Extend({ rule }: { rule: RuleView }) {
  return (
    <ExtendButton
      kind={rule.kind}
      was={rule.expires_at}
      description="Its exceptions end with it, but for those that somebody gave an end of their own."
      extend={(extension) => extendRule(rule.id, extension)}
    />
  );
}

/** What the person who looks may do to a rule. */
export function RuleButtons({ rule }: { rule: RuleView }) {
  const { may } = rule;
  return (
    <div className="flex flex-wrap gap-2">
      {may.approve ? <Approve rule={rule} /> : null}
      {may.refuse ? <Refuse rule={rule} /> : null}
      {may.extend ? <Extend rule={rule} /> : null}
      {may.withdraw ? <Withdraw rule={rule} /> : null}
    </div>
  );
}
