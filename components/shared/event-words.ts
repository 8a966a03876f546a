import { EXCEPTION_EVENTS } from '#lib/domain/outbox/exception-words.ts';
import { ACTION_EVENTS, REVIEW_EVENTS, type SinkEventKind } from '#lib/domain/sink/sink.ts';

/** Those that belong together; `event-words.test.ts` says that none is left out. */
export const EVENT_GROUPS: readonly { title: string; events: readonly SinkEventKind[] }[] = [
  {
    title: 'Findings and scores',
    events: ['posture_changed', 'live_secret_found', 'malicious_found', 'kev_listed', 'epss_risen', 'score_dropped'],
  },
  { title: 'Privileges', events: ['admin_gained', ...REVIEW_EVENTS] },
  {
    title: 'Reports and pipelines',
    events: ['report_held', 'report_confirmed', 'pipeline_silent', 'pipeline_drifted'],
  },
  {
    title: 'Gates and policy',
    events: ['gate_failed', 'gate_passed', 'branch_gate_failed', 'branch_gate_passed', 'policy_changed'],
  },
  { title: 'Exceptions', events: EXCEPTION_EVENTS },
  { title: 'What people say of findings', events: ['severity_set', 'comment_added'] },
  { title: 'Fixes', events: ACTION_EVENTS },
  { title: 'Audit log', events: ['audit_anchored'] },
];

/** What can be told of, as a choice, with a sentence about when. */
export const EVENT_WORDS: Record<SinkEventKind, { label: string; hint: string }> = {
  posture_changed: {
    label: 'Every change',
    hint: 'Findings opened or fixed, or a score moved: with nearly every report.',
  },
  live_secret_found: { label: 'Live secret found', hint: 'A secret was tried and still works.' },
  malicious_found: { label: 'Malicious package', hint: 'The package of an open finding is malicious.' },
  kev_listed: { label: 'Exploited, says KEV', hint: 'KEV lists the vulnerability of an open finding.' },
  epss_risen: { label: 'Exploitation likelier', hint: 'EPSS of an open finding rose to 10 % or 50 %.' },
  admin_gained: {
    label: 'Admin gained',
    hint: 'An inventory shows somebody as admin of something who was not before.',
  },
  score_dropped: { label: 'Score dropped', hint: 'The score of a repository fell by at least so many points at once.' },
  report_held: { label: 'Report held', hint: 'A report would close nearly everything, and waits for somebody.' },
  report_confirmed: {
    label: 'Held report confirmed',
    hint: 'A second run said the same, so that it took effect without anybody.',
  },
  pipeline_silent: { label: 'Pipeline gone quiet', hint: 'A scanner that reported in a rhythm stopped.' },
  pipeline_drifted: {
    label: 'Pipeline may do more',
    hint: 'A file of a pipeline runs something new of others, may do more, or was changed where nobody has to look.',
  },
  action_claimed: { label: 'Fix claimed', hint: 'Somebody took on what to do next.' },
  action_assigned: { label: 'Fix assigned', hint: 'Somebody gave it to a person or a team.' },
  action_released: { label: 'Fix released', hint: 'Nobody works on it any more.' },
  action_not_fixed: { label: 'Not fixed after all', hint: 'Somebody takes back that it is fixed.' },
  action_awaiting: { label: 'Said to be fixed', hint: 'Somebody says that it is fixed; no scan has agreed yet.' },
  action_verified: { label: 'Fix verified', hint: 'A scan no longer finds what somebody worked on.' },
  action_back: {
    label: 'Still there',
    hint: 'A scan still finds what somebody says is fixed.',
  },
  exception_requested: {
    label: 'Exception waits for approval',
    hint: 'Somebody asks for one, or that something is not expected to be measured. Mails go to those who may decide, not to who asks.',
  },
  exception_approved: {
    label: 'Exception approved',
    hint: 'A risk is accepted, a false positive confirmed, or something not expected to be measured.',
  },
  exception_refused: { label: 'Exception refused', hint: 'Somebody decided against it.' },
  exception_withdrawn: { label: 'Exception withdrawn', hint: 'Somebody took it back.' },
  exception_extended: { label: 'Exception extended', hint: 'Somebody gave it another end.' },
  exception_expiring: { label: 'Exception expires soon', hint: '14 days before its end, and 3 days before.' },
  exception_expired: { label: 'Exception expired', hint: 'What it hid counts again, or is expected again.' },
  exception_returned: {
    label: 'Exception ended by itself',
    hint: 'What it rests on changed: KEV lists it, its severity rose, its repository is public now.',
  },
  gate_failed: {
    label: 'Gate of the default branch fails',
    hint: 'A report of it, or of another ref that counts, breaks a rule that was not broken before.',
  },
  gate_passed: {
    label: 'Gate of the default branch passes again',
    hint: 'Reports break nothing there any more. It says what is open still.',
  },
  branch_gate_failed: {
    label: 'Gate of a pull request fails',
    hint: 'Likewise, of a branch or a pull request.',
  },
  branch_gate_passed: { label: 'Gate of a pull request passes again', hint: 'Nothing is broken there any more.' },
  policy_changed: { label: 'Policy changed', hint: 'Somebody saved a policy, or the own rules of a repository.' },
  severity_set: { label: 'Severity set', hint: 'Somebody set the severity of a finding, or took that back.' },
  comment_added: { label: 'Comment', hint: 'Somebody said something about a finding: that, never what.' },
  review_opened: { label: 'Access review began', hint: 'People are asked whether rights are still needed.' },
  review_ended: { label: 'Access review ended', hint: 'It was closed with its decisions, or called off.' },
  review_undone: {
    label: 'Right not taken away',
    hint: 'Decided in a review seven days ago or more, and no inventory shows it gone: once a week.',
  },
  audit_anchored: {
    label: 'End of the audit log',
    hint: 'Once a day its last number and hash, so that a rewritten log can be noticed.',
  },
};
