import { long } from './hostile-reports.ts';

// Workers that go through them side by side have repositories of their own.
export const WORKER = process.env.TEST_PARALLEL_INDEX ?? '0';
export const HELD = `accessible/held-${WORKER}`;
export const HOSTILE = `${long('owner', 100)}/${WORKER}-${long('repository', 108)}`;

/**
 * Every page by its route, and the addresses at which it is looked at. A new page without a line here fails the
 * first test of `screens-are-accessible.spec.ts`. Addresses that depend on what is delivered are added when it is.
 */
export const screens: Record<string, [name: string, address: string][]> = {
  '/setup': [['setting up without a link', '/setup']],
  '/': [
    ['Today', '/'],
    ['Today in a scope with a long name', `/?scope=repo:${HOSTILE}`],
    ['a scope that is none', `/?scope=label:${long('label', 90)}`],
  ],
  '/second-factor': [['a second factor, not required', '/second-factor']],
  '/sign-in': [
    ['signing in', '/sign-in'],
    ['signing in, unknown', '/sign-in?refused=unknown&provider=github'],
    ['signing in, the second step', '/sign-in?step=code'],
  ],
  '/account': [['one’s own account', '/account']],
  '/account/mail': [['which mails one gets', '/account/mail']],
  '/account/alerts': [['one’s own alerts', '/account/alerts']],
  '/actions/[id]': [['no such action', '/actions/act_nothing']],
  '/audit': [
    ['the audit log', '/audit'],
    ['the audit log, long names', `/audit?target=${HOSTILE}`],
    ['the audit log, none', '/audit?who=nobody-has-this-name'],
  ],
  '/coverage': [
    ['Coverage', '/coverage'],
    ['Coverage, none', '/coverage?q=nothing-has-this-word'],
    ['Coverage of one category', '/coverage?category=dast&state=never&sort=name'],
    ['Coverage with a long name', `/coverage?scope=repo:${HOSTILE}`],
  ],

  '/coverage/cadence': [
    ['Cadence', '/coverage/cadence'],
    ['Cadence by day', '/coverage/cadence?by=day'],
    ['Cadence, none', '/coverage/cadence?q=nothing-has-this-word'],
    ['Cadence of one category', '/coverage/cadence?category=sast&sort=name'],
  ],
  '/docs/api': [['the API reference', '/docs/api']],
  '/exceptions': [
    ['Exceptions', '/exceptions'],
    ['Exceptions that ended', '/exceptions?show=ended'],
  ],
  '/exceptions/rules': [
    ['Rules of exceptions', '/exceptions/rules'],
    ['a rule of exceptions', `/exceptions/rules?new=1&rule=${long('rule', 90)}&path=test/&repo=${HOSTILE}`],
  ],
  '/exceptions/statements': [
    ['Statements', '/exceptions/statements'],
    ['Statements, none', '/exceptions/statements?status=fixed&matched=yes'],
  ],
  '/findings': [
    ['Findings', '/findings'],
    ['Findings, none', '/findings?q=nothing-has-this-word'],
    ['Findings with long names', `/findings?repo=${HOSTILE}&state=open,branch`],
  ],
  '/findings/[id]': [['no such finding', '/findings/fnd_nothing']],
  '/frameworks': [
    ['frameworks', '/frameworks?control=CICD-SEC-4'],
    ['frameworks, none of a state', '/frameworks?framework=slsa&state=not_applicable'],
  ],
  '/ingest': [
    ['Ingest', '/ingest'],
    ['Ingest, rejected', '/ingest?state=rejected'],
  ],
  '/ingest/[id]': [['no such upload', '/ingest/upl_nothing']],
  '/integrations': [['Integrations', '/integrations']],
  '/mails': [
    ['mails', '/mails'],
    ['mails to everybody', '/mails?whose=all'],
    ['mails, none', '/mails?state=failed'],
  ],
  '/mails/[id]': [['no such mail', '/mails/999999']],
  '/integrations/feeds': [['Feeds', '/integrations/feeds']],
  '/integrations/issues': [['Issue trackers', '/integrations/issues']],
  '/integrations/webhooks': [['Webhooks', '/integrations/webhooks']],
  '/integrations/webhooks/[id]': [['no such webhook', '/integrations/webhooks/2000000000']],
  '/people': [
    ['People', '/people'],
    ['People, nobody', '/people?q=nobody-has-this-word'],
  ],
  '/privileges': [
    ['Privileges', '/privileges'],
    ['Privileges, none', '/privileges?q=nothing-has-this-word'],
  ],
  '/privileges/changes': [['who gained admin', '/privileges/changes?admin=true&days=365']],
  '/privileges/credentials': [['Credentials', '/privileges/credentials']],
  '/privileges/environments': [['Environments', '/privileges/environments']],
  '/privileges/paths': [['Paths to production', '/privileges/paths']],
  '/privileges/paths/[id]': [['no such path', '/privileges/paths/pth_nothing']],
  '/privileges/rights': [['Rights', '/privileges/rights?unused=untold']],
  '/privileges/principals/[id]': [['no such principal', '/privileges/principals/prn_nothing']],
  '/privileges/reviews': [
    ['Access reviews', '/privileges/reviews'],
    ['Access reviews, none', '/privileges/reviews?state=cancelled'],
  ],
  '/privileges/reviews/revocations': [['what is to be taken away', '/privileges/reviews/revocations?overdue=true']],
  '/privileges/reviews/[id]': [['no such review', '/privileges/reviews/2000000000']],
  '/privileges/reviews/new': [['a new access review', '/privileges/reviews/new']],
  '/queue': [
    ['the queue', '/queue'],
    ['the queue, nothing in it', '/queue?q=no-fix-has-this-word'],
    ['the queue with long names', `/queue?repo=${HOSTILE}`],
  ],
  '/pipelines': [
    ['Pipelines', '/pipelines'],
    ['Pipelines, none', '/pipelines?q=nothing-has-this-word'],
  ],
  '/pipelines/file': [
    ['a pipeline', `/pipelines/file?repo=${HELD}&path=.github/workflows/ci.yml`],
    ['a pipeline that is not there', `/pipelines/file?repo=${HELD}&path=none.yml`],
  ],
  '/policy': [
    ['Policy', '/policy'],
    ['own rules of a repository', `/policy?repo=${HOSTILE}`],
  ],
  '/policy/gates': [
    ['the history of gates', '/policy/gates'],
    ['the history of gates with long names', `/policy/gates?repo=${HOSTILE}`],
    ['no gate of a filter', `/policy/gates?repo=${HELD}&outcome=fail`],
  ],
  '/repositories': [['Repositories', '/repositories']],
  '/repositories/[...name]': [
    ['a repository', `/repositories/${HELD}`],
    ['a repository with long names', `/repositories/${HOSTILE}`],
    ['its trend', `/repositories/${HELD}/trend`],
    ['its coverage', `/repositories/${HELD}/coverage`],
    ['its findings', `/repositories/${HOSTILE}/findings`],
    ['its actions', `/repositories/${HOSTILE}/actions`],
    ['its pipelines', `/repositories/${HELD}/pipelines`],
    ['its privileges', `/repositories/${HELD}/privileges`],
    ['its uploads', `/repositories/${HOSTILE}/uploads`],
    ['its exceptions', `/repositories/${HELD}/exceptions`],
    ['its settings', `/repositories/${HOSTILE}/settings`],
    ['what is not there', '/repositories/no/such/thing'],
  ],
  '/repositories/[owner]/[name]/findings/[number]': [
    ['a finding', `/repositories/${HELD}/findings/1`],
    ['a finding with long names', `/repositories/${HOSTILE}/findings/1`],
    ['a finding of a package with long names', `/repositories/${HOSTILE}/findings/4`],
  ],
  '/settings': [['Settings', '/settings']],
  '/settings/digest': [['settings of the digest', '/settings/digest']],
  '/settings/sign-in': [['settings of signing in', '/settings/sign-in']],
  '/settings/organization': [['settings of the organization', '/settings/organization']],
  '/settings/teams': [
    ['Teams', '/settings/teams'],
    ['Teams, none', '/settings/teams?q=nothing-has-this-word'],
  ],
  '/settings/teams/[slug]': [['no such team', '/settings/teams/nothing']],
  '/settings/limits': [['limits of deliveries', '/settings/limits']],
  '/settings/sla': [['settings of due dates and exceptions', '/settings/sla']],
  '/settings/retention': [['settings of retention', '/settings/retention']],
  '/unsubscribe/[token]': [['a link of a mail that is cut off', '/unsubscribe/cut-off']],
  '/score': [['what the score means', '/score']],
  '/trends': [
    ['Trends', '/trends?previous=true'],
    ['Trends of a time of which nothing is known', '/trends?from=2019-01-01&to=2019-03-01'],
  ],
  '/reports': [['Reports', '/reports?from=2026-01-01&to=2026-01-31']],
  '/trends/ledger': [['what moved the score', '/trends/ledger?cause=coverage&kind=first_scan']],
};
/** What is seen without signing in. */
export const WITHOUT_SESSION = new Set(['/setup', '/sign-in', '/unsubscribe/[token]']);
