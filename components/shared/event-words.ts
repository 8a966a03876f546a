import type { SinkEventKind } from '#lib/domain/sink/sink.ts';

/** What can be told of, as a choice, with a sentence about when. */
export const EVENT_WORDS: Record<SinkEventKind, { label: string; hint: string }> = {
  posture_changed: {
    label: 'Every change',
    hint: 'Findings opened or fixed, or a score moved: with nearly every report.',
  },
  live_secret_found: { label: 'Live secret found', hint: 'A secret was tried and still works.' },
  kev_listed: { label: 'Exploited, says KEV', hint: 'KEV lists the vulnerability of an open finding.' },
  epss_risen: { label: 'Exploitation likelier', hint: 'EPSS of an open finding rose to 10 % or 50 %.' },
  score_dropped: { label: 'Score dropped', hint: 'The score of a repository fell by at least so many points at once.' },
  report_held: { label: 'Report held', hint: 'A report would close nearly everything, and waits for somebody.' },
  report_confirmed: {
    label: 'Held report confirmed',
    hint: 'A second run said the same, so that it took effect without anybody.',
  },
  pipeline_silent: { label: 'Pipeline gone quiet', hint: 'A scanner that reported in a rhythm stopped.' },
  action_claimed: { label: 'Fix claimed', hint: 'Somebody took on what to do next.' },
  action_awaiting: { label: 'Said to be fixed', hint: 'Somebody says that it is fixed; no scan has agreed yet.' },
  action_verified: { label: 'Fix verified', hint: 'A scan no longer finds what somebody worked on.' },
  action_back: {
    label: 'Still there',
    hint: 'A scan still finds what somebody says is fixed.',
  },
  gate_failed: { label: 'Gate failed', hint: 'A report of a default branch breaks the policy.' },
  policy_changed: { label: 'Policy changed', hint: 'Somebody saved a policy, or the own rules of a repository.' },
  audit_anchored: {
    label: 'End of the audit log',
    hint: 'Once a day its last number and hash, so that a rewritten log can be noticed.',
  },
};
