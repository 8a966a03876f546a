'use client';

import { approveRule, extendRule, refuseRule, withdrawRule } from '#components/queries/exception-rules.ts';
import { ApproveButton, RefuseButton, WithdrawButton } from '#components/shared/decision-buttons.tsx';
import { actorWords } from '#components/shared/exception-words.ts';
import { ExtendButton } from '#components/shared/extend-button.tsx';
import type { RuleView } from '#lib/contracts/exception-rule.ts';
import { formatCount } from '#lib/format.ts';

function Approve({ rule }: { rule: RuleView }) {
  return (
    <ApproveButton
      title={rule.kind === 'accepted' ? 'Accept what matches?' : 'Mark what matches as false positives?'}
      description={`${actorWords(rule.requested_by)} asked for it. It decides about what is open today, and about what opens until it ends.`}
      act={async () => {
        await approveRule(rule.id, { note: null });
        return { title: 'The rule is in force', description: 'What is open today follows within moments.' };
      }}
    >
      <p className="break-words font-mono text-12">{rule.about.join(' · ')}</p>
      <p className="mt-2 whitespace-pre-line break-words text-13">{rule.reason}</p>
    </ApproveButton>
  );
}

function Withdraw({ rule }: { rule: RuleView }) {
  const { value, relation } = rule.findings;
  const hidden = formatCount(value, 'finding', 'findings', relation === 'at_least');
  return (
    <WithdrawButton
      waits={rule.state === 'requested'}
      ending={{
        ...{ title: 'End this rule now?', keep: 'Keep it in force', done: 'Ended' },
        description: `Reports stop following it at once, and ${hidden} that it hides come back.`,
      }}
      withdraw={() => withdrawRule(rule.id)}
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
      {may.refuse ? (
        <RefuseButton
          title="Refuse this rule?"
          description="What it is about stays open."
          refuse={() => refuseRule(rule.id, { note: null })}
        />
      ) : null}
      {may.extend ? <Extend rule={rule} /> : null}
      {may.withdraw ? <Withdraw rule={rule} /> : null}
    </div>
  );
}
