import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Verbs without a caller, by file or folder, with the reason: routes must not call them for a user. */
const WITHOUT_A_CALLER: Record<string, string> = {
  'lib/services/access/': 'says who asks',
  'lib/services/action/release-unseen.ts': 'a part of every verb that changes who sees what',
  'lib/services/action/tell-of-work.ts': 'a part of changeAction',
  'lib/services/action/wish-of.ts': 'a part of changeAction',
  'lib/services/advisory/': 'a part of imports, and work of the worker',
  'lib/services/effort/': 'work of the worker',
  'lib/services/feed/load-feed.ts': 'work of the worker',
  'lib/services/feed/apply-': 'a part of imports, and work of the worker',
  'lib/services/feed/follow-': 'work of the worker',
  'lib/services/feed/fetch-feed': 'work of the worker',
  'lib/services/feed/find-fix-differences.ts': 'a part of applyFixes and recounts',
  'lib/services/feed/known-fixes.ts': 'a part of imports, and work of the worker',
  'lib/services/feed/learn-osv-names.ts': 'work of the worker',
  'lib/services/feed/write-osv.ts': 'work of the worker',
  'lib/services/feed/refuse-feed.ts': 'work of the worker',
  'lib/services/feed/testing.ts': 'a helper of tests',
  'lib/services/feed/write-facts.ts': 'work of the worker',
  'lib/services/audit/write-audit.ts': 'a part of every verb that changes something',
  'lib/services/backup/': 'commands of the whole installation',
  'lib/services/metrics/': 'measures of the whole installation, behind a token of their own',
  'lib/services/sign-in/': 'says who asks',
  'lib/services/second-factor/check-code.ts': 'a part of signing in',
  'lib/services/health/': 'answers everybody',
  'lib/services/setup/': 'a one-time code is the permission',
  'lib/services/path/': 'work of the worker',
  'lib/services/privilege/': 'work of the worker, but for verbs that begin with permit',
  'lib/services/count-checks.ts': 'work of the worker',
  'lib/services/organization/create-organization.ts': 'a command of the whole installation',
  'lib/services/organization/remove-organization.ts': 'work of the worker',
  'lib/services/organization/sweep-': 'work of the worker',
  'lib/services/user/change-email.ts': 'a command of the whole installation',
  'lib/services/team/own-by-pattern.ts': 'a part of accept and changeRepository',
  'lib/services/team/require-repository-ids.ts': 'a part of verbs about teams',
  'lib/services/team/require-team.ts': 'a part of verbs about teams',
  'lib/services/repository/add-repository.ts': 'a part of accept',
  'lib/services/ledger/': 'a part of the verbs that change findings',
  'lib/services/saved-view/require-room.ts': 'a part of verbs about views',
  'lib/services/finding/override-severity.ts': 'a part of setSeverity and unsetSeverity',
  'lib/services/comment/place-people.ts': 'a part of addComment and editComment',
  'lib/services/watch/notice-of.ts': 'a part of the ledger and of verbs about comments',
  'lib/services/watch/notice-of-work.ts': 'a part of the ledger and of verbs about actions',
  'lib/services/watch/tell-watchers.ts': 'work of the worker',
  'lib/services/action/same-places.ts': 'a part of changeAction and watchAction',
  'lib/services/finding/apply-tags.ts': 'a part of changeTags and tagInBulk',
  'lib/services/finding/require-few-tags.ts': 'a part of changeTags and tagInBulk',
  'lib/services/finding/rated-finding.ts': 'a part of setSeverity and unsetSeverity',
  'lib/services/exception/add-exceptions.ts': 'a part of verbs that decide',
  'lib/services/exception/except-by-rules.ts': 'a part of the ledger',
  'lib/services/exception/except-by-statements.ts': 'a part of the ledger',
  'lib/services/exception/write-exceptions.ts': 'a part of verbs that decide',
  'lib/services/events/': 'work of the worker, or answers everybody',
  'lib/services/exception-rule/cover-today.ts': 'work of the worker',
  'lib/services/exception-rule/expire-rules.ts': 'work of the worker',
  'lib/services/exception-rule/give-back.ts': 'work of the worker',
  'lib/services/exception-rule/in-each-repository.ts': 'work of the worker',
  'lib/services/exception-rule/move-ends.ts': 'work of the worker',
  'lib/services/exception-rule/settle-rule.ts': 'work of the worker',
  'lib/services/action/testing.ts': 'a helper of tests',
  'lib/services/exception-rule/testing.ts': 'a helper of tests',
  'lib/services/statement/adopt-trusted.ts': 'work of the worker',
  'lib/services/statement/end-unfounded.ts': 'work of the worker',
  'lib/services/statement/find-adoptions.ts': 'a part of the ledger',
  'lib/services/statement/find-unfounded.ts': 'a part of the ledger',
  'lib/services/statement/follow-statements.ts': 'work of the worker',
  'lib/services/statement/order-following.ts': 'a part of verbs about statements, and of learning names',
  'lib/services/statement/testing.ts': 'a helper of tests',
  'lib/services/exception/settle-decisions.ts': 'a part of verbs that decide',
  'lib/services/exception/add-in-bulk.ts': 'a part of verbs that decide',
  'lib/services/exception/in-repositories.ts': 'a part of verbs that decide',
  'lib/services/exception/recount-due.ts': 'work of the worker',
  'lib/services/exception/sweep-': 'work of the worker',
  'lib/services/exception/tell-exceptions.ts': 'a part of verbs that decide',
  'lib/services/retention/sweep-': 'work of the worker',
  'lib/services/retention/note-sweep.ts': 'work of the worker',
  'lib/services/digest/': 'work of the worker, but for verbs that begin with permit',
  'lib/services/mail/skip-mail.ts': 'work of the worker',
  'lib/services/mail/unsubscribe.ts': 'the link in a mail is the permission',
  'lib/services/repository/badge-key.ts': 'a part of changeRepository',
  'lib/views/repository/badge-url.ts': 'a part of getRepository and getBadge',
  'lib/views/repository/get-badge.ts': 'the address of the badge is the permission',
  'lib/services/mail/queue-mail.ts': 'a part of verbs that tell somebody something',
  'lib/services/mail/send-mails.ts': 'work of the worker',
  'lib/services/mail/sweep-mails.ts': 'work of the worker',
  'lib/services/audit/anchor-audit.ts': 'work of the worker',
  'lib/services/installation/write-audit-for-all.ts': 'a part of commands of the whole installation',
  'lib/services/rollup/': 'work of the worker',
  'lib/services/repository/delete-repository-rows.ts': 'work of the worker',
  'lib/services/repository/keep-former-names.ts': 'a part of changeRepository',
  'lib/services/repository/remove-repository.ts': 'work of the worker',
  'lib/services/repository/require-no-part.ts': 'a part of accept and changeRepository',
  'lib/services/repository/retrack-streams.ts': 'a part of changeRepository',
  'lib/services/repository/sweep-repositories.ts': 'work of the worker',
  'lib/services/audit/organization-target.ts': 'a part of noteDenial and noteExport',
  'lib/services/upload/repository-for-delivery.ts': 'a part of accept and takeEvents',
  'lib/services/upload/count-stored-bytes.ts': 'counts a report that was permitted',
  'lib/services/upload/recount-stored.ts': 'work of the worker',
  'lib/services/upload/drop-bytes.ts': 'work of the worker',
  'lib/services/upload/is-interrupted.ts': 'work of the worker',
  'lib/services/upload/process.ts': 'work of the worker',
  'lib/services/upload/queue-upload.ts': 'a part of accept and release',
  'lib/services/upload/refuse-upload.ts': 'work of the worker',
  'lib/services/upload/require-free-name.ts': 'a part of accept',
  'lib/services/upload/strike-': 'work of the worker',
  'lib/services/alert/': 'work of the worker, but for verbs that begin with permit',
  'lib/services/outbox/': 'work of the worker',
  'lib/services/sink/deliver-to-sink.ts': 'work of the worker',
  'lib/services/sink/fill-deliveries.ts': 'work of the worker',
  'lib/services/sink/queue-sinks.ts': 'work of the worker',
  'lib/services/sink/require-': 'a part of verbs about sinks',
  'lib/services/sink/sealed-sink.ts': 'a part of verbs about sinks',
  'lib/services/sink/send-message.ts': 'a part of verbs about sinks',
  'lib/services/sink/stop-sink.ts': 'work of the worker',
  'lib/services/sink/testing.ts': 'a helper of tests',
  'lib/services/tracker/queue-issues.ts': 'work of the worker',
  'lib/services/tracker/require-tracker.ts': 'a part of verbs about trackers',
  'lib/services/tracker/settle-work.ts': 'work of the worker',
  'lib/services/tracker/testing.ts': 'a helper of tests',
  'lib/services/tracker/work-': 'work of the worker',
  'lib/services/upload/sweep.ts': 'work of the worker',
  'lib/services/upload/take-reading.ts': 'work of the worker',
  'lib/services/upload/with-reading.ts': 'work of the worker',
  'lib/services/user/testing.ts': 'a helper of tests',
  'lib/services/user/email-decided-by.ts': 'a part of verbs about the own address',
  'lib/services/user/lock-wish.ts': 'a part of confirmEmail and refuseEmail',
  'lib/services/user/write-audit-everywhere.ts': 'a part of verbs about people',
  'lib/services/user/lock-person.ts': 'a part of changeUser and removeUser',
  'lib/views/digest/read-chosen.ts': 'a part of what makes digests; their readers’ cuts name the fixes',
  'lib/views/digest/read-week.ts': 'what all digests of a week share, cut to each reader by draftDigest',
  'lib/views/mail/get-unsubscription.ts': 'the link in a mail is the permission',
  'lib/views/access/get-setup.ts': 'a one-time code is the permission',
  'lib/views/upload/upload-closing.ts': 'a part of getUpload',
  'lib/views/upload/upload-parts.ts': 'a part of getUpload',
  'lib/views/gate/feeds-for.ts': 'a part of imports and of getGate',
  'lib/views/gate/judge-ref.ts': 'a part of getGate and gateSarif',
  'lib/views/gate/name-findings.ts': 'a part of imports and of getGate',
  'lib/views/gate/upload-gate.ts': 'a part of getUpload',
};

/** Functions that take a context but leave `permit` to their caller. */
const PARTS: Record<string, string> = {
  tagFindings: 'a part of previewTags and tagInBulk',
  rateFindings: 'a part of previewSeverity and rateInBulk',
  tryAndTakeBack: 'a part of verbs that preview',
  giveBackTags: 'a part of undoBulkChange',
  giveBackSeverity: 'a part of undoBulkChange',
  actionHistory: 'a part of getAction',
  actionRows: 'a part of lists',
  dueWindows: 'a part of filters of findings, and of their counts',
  changedScore: 'a part of previews',
  previewSelection: 'a part of previews',
  decideAboutRule: 'a part of verbs about one rule',
  requireKnownEnd: 'a part of extendException and extendRule',
  noteRule: 'writes down what was permitted',
  requireRuleReach: 'a part of verbs about rules',
  tryRule: 'a part of previewRule',
  requireVisibleRule: 'a part of verbs and reads about one rule',
  visibleRules: 'a part of lists of rules',
  findAdoptable: 'a part of previewAdoption and adoptStatements',
  documentViews: 'a part of reads of documents',
  statedAbout: 'a part of getFinding',
  findSelection: 'a part of verbs that decide in bulk',
  tryInBulk: 'a part of previewBulk',
  decideAbout: 'a part of verbs about one exception, which requireException has permitted',
  commentViews: 'shapes rows that were permitted',
  peopleOfFinding: 'a part of getFinding',
  changeFinding: 'a part of verbs about one finding, which requireFinding has permitted',
  noteFinding: 'writes down what was permitted',
  noteException: 'writes down what was permitted',
  auditSource: 'says who asks',
  actionPages: 'a part of exportActions',
  atOneMoment: 'a part of exports',
  exceptionFilter: 'a part of lists of exceptions',
  exceptionPages: 'a part of exportExceptions',
  exceptionViews: 'a part of lists of exceptions',
  findingPages: 'a part of exportFindings',
  queueReading: 'a part of lists of actions',
  sarifPages: 'a part of exportFindings',
  writeExport: 'a part of exports',
  countDue: 'a part of getFindingFacets',
  countFound: 'a part of getFindings',
  coverageEntries: 'a part of lists of actions',
  exploitationOf: 'a part of getFinding',
  osvOf: 'a part of getFinding',
  findPage: 'a part of getFindings',
  findingRows: 'a part of lists',
  narrowScope: 'a part of lists',
  chooseScope: 'only ever narrows what the caller sees',
  gainedByApi: 'a helper of tests',
  packExport: 'makes one report of a delivery that refuseEarly has permitted',
  changeViews: 'a part of getChanges',
  grantViews: 'a part of getGrants and getPrincipal',
  principalNames: 'a part of reads of privileges',
  resourceNames: 'a part of reads of privileges',
  systemsOf: 'a part of reads of privileges',
  admitUpload: 'counts a delivery that refuseEarly has permitted',
  requireCode: 'a part of changes of the own account',
  requirePassword: 'a part of changes of the own account',
  noteDenial: 'notes what permit refused',
  getMe: 'everybody may know who they are',
  getRights: 'says what is permitted',
  waitForFeed: 'waits for a row that its caller was permitted to have',
  waitForUpload: 'waits for a row that its caller was permitted to have',
  nextActions: 'a part of getToday and getRepository',
  organizationDays: 'a part of getToday',
  permitDelivery: 'is the permission, for the name that a repository has now',
  queuePage: 'a part of lists of actions',
  queueTotals: 'a part of lists of actions',
  totalsAmong: 'a part of lists of actions',
  planQueue: 'a part of lists of actions',
  coverageOf: 'a part of lists of actions',
  shownEntries: 'a part of lists of actions',
  worksAt: 'a part of lists of actions',
  slaTotals: 'a part of getToday',
  wholeTotal: 'a part of lists of actions',
  chosenCoverage: 'a part of getWhatIf',
  questionOf: 'a part of lists of actions',
  renameRepository: 'a part of changeRepository, and asks for the new name',
  repositoryChanges: 'a part of getToday',
  repositoryIdsOf: 'a part of lists',
  repositoryRows: 'a part of lists',
  resolveFilter: 'a part of lists',
  windowsOf: 'a part of lists',
  streamRows: 'a part of views of a repository',
  advisoryMatchOf: 'a part of lists',
  textMatchOf: 'a part of lists',
  gatePlaceOf: 'a part of getGateHistory and getGateFigures',
  uploadRowView: 'shapes a row that was permitted',
  withGroups: 'a part of lists of actions',
  withDetail: 'shapes a row that was permitted',
  worksOf: 'a part of lists of actions',
};

interface Verb {
  file: string;
  name: string;
  knowsCaller: boolean;
  body: string;
}

const FUNCTION = /^export (async )?function (\w+)(?:<[^>]*>)?\(\s*(\w*)[\s\S]*?\{\n([\s\S]*?)^\}/gm;

function verbsOf(file: string): Verb[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(FUNCTION)].flatMap(([, isAsync, name = '', first, body = '']) => {
    const knowsCaller = first === 'ctx';
    // Synchronous functions without a caller are pure computations.
    return knowsCaller || isAsync ? [{ file, name, knowsCaller, body }] : [];
  });
}

function verbs(): Verb[] {
  const concepts = ['lib/services', 'lib/views'].flatMap((room) =>
    readdirSync(join(ROOT, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${room}/${entry.name}`),
  );
  const files = concepts.flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`));
  return [...files, 'lib/demo/request.ts'].filter((file) => /(?<!\.test)\.ts$/.test(file)).flatMap(verbsOf);
}

/** The first statement: `permit`, or another verb that begins with it. */
const PERMITS =
  /^\s*(?:return |const [^=]+ = )?(?:await )?(?:\w+\(ctx, await )?(?:permit|require(?:Upload|Exception|Finding|Comment|Repository(?:ToChange)?|Person|VisibleTeam))\(/;

describe('every verb and view', () => {
  const all = verbs();

  it('is found', () => {
    expect(all.length).toBeGreaterThan(40);
    const names = all.filter(({ body }) => PERMITS.test(body)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['changeRepository', 'getToday', 'createToken', 'requestDemo']));
  });

  it('begins with permit when it knows who asks', () => {
    const silent = all.filter(({ knowsCaller, name, body }) => knowsCaller && !(name in PARTS) && !PERMITS.test(body));
    expect(silent.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it('that does not know who asks is on the list, with its reason', () => {
    const listed = (file: string) => Object.keys(WITHOUT_A_CALLER).some((place) => file.startsWith(place));
    const unknown = all.filter(({ knowsCaller, file }) => !knowsCaller && !listed(file));
    expect(unknown.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it('is not decided by routes, pages or lib/web', () => {
    const deciding = /\bcan(?:Somewhere)?\(|\bpermit\(|principal\.role/;
    const edges = ['app', 'lib/web'].flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((name) => `${room}/${name}`),
    );
    const sources = edges.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => deciding.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });
});
