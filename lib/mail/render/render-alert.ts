import type { Alert, AlertItem } from '#lib/domain/alert/alert.ts';
import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { driftWords } from '#lib/domain/outbox/drift-words.ts';
import { gainedName } from '#lib/domain/outbox/gained-words.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { CATEGORY_SUBJECT } from '#lib/domain/score/category-subject.ts';
import { formatCount, formatList, formatNumber } from '#lib/format.ts';
import type { Block, Inline, Item } from './content.ts';
import { localDay, localMinute } from './local-minute.ts';
import { renderMail } from './render-mail.ts';
import { safeLine } from './safe-line.ts';

const MAX_TEXT = 160;
const SHOWN = 25;
const line = (text: string): string => safeLine(text, MAX_TEXT);
const named = (names: readonly string[]): string => formatList(names.map((name) => safeLine(name, 60)));

interface Told {
  /** What happened, without the place. */
  what: string;
  where: string;
  facts: readonly Inline[];
  /** What to do about it. */
  todo: string;
}

/** Scores are told as screens show them. */
const score = (value: number): string => formatNumber(value, 1);

const EXPLOITED = {
  malicious_found: {
    what: 'Malicious package',
    todo: 'Remove it now, and change every secret that it could read.',
  },
  kev_listed: { what: 'Known to be exploited, says KEV', todo: 'Fix it now: attackers use it already.' },
  epss_risen: {
    what: 'Exploitation has become likelier, says EPSS',
    todo: 'See whether it should come before what you planned.',
  },
} as const;

function tell(item: AlertItem, timeZone: string): Told {
  switch (item.kind) {
    case 'live_secret_found':
      return {
        what: item.count === 1 ? 'Live secret found' : `${item.count} live secrets found`,
        where: line(item.repository),
        facts: item.rules.length === 0 ? [] : [named(item.rules)],
        todo: 'Rotate it now: whoever has the code can use it.',
      };
    case 'malicious_found':
    case 'kev_listed':
    case 'epss_risen':
      return {
        ...EXPLOITED[item.kind],
        where: line(item.repository),
        facts: [named(item.advisories), formatCount(item.count, 'open finding')],
      };
    case 'admin_gained':
      return {
        what: item.count === 1 ? 'Somebody gained admin' : `${item.count} gained admin`,
        where: line(item.repository),
        facts: item.people.slice(0, 5).map((each) => line(gainedName(each))),
        todo: 'See whether that was decided. If not, take it back.',
      };
    case 'pipeline_drifted':
    case 'pipeline_silent':
      return tellPipeline(item, timeZone);
    case 'gate_failed':
    case 'branch_gate_failed':
    case 'exception_requested':
    case 'exception_expiring':
      return tellDecision(item, timeZone);
    case 'score_dropped':
      return {
        what: `Posture fell by ${score(item.before - item.after)} points`,
        where: line(item.repository),
        facts: [`from ${score(item.before)} to ${score(item.after)}`],
        todo: 'See what moved it.',
      };
    case 'report_held':
      return {
        what: 'Report on hold',
        where: line(item.repository),
        facts: [named(item.scanners), `would close ${formatCount(item.closing, 'finding')}`],
        todo: 'Release it if that is right. Until then it has no effect.',
      };
    case 'report_confirmed':
      return {
        what: 'Report on hold confirmed by another run',
        where: line(item.repository),
        facts: [`${formatCount(item.fixed, 'finding')} fixed`],
        todo: 'Nothing, if that many were fixed. Look at the scanner if not.',
      };
    case 'sink_paused':
      return {
        what: 'Webhook paused',
        where: line(item.name),
        facts: [line(item.host), `${formatCount(item.failures, 'failure')} in a row`],
        todo: 'Put its receiver right and resume it: everything that it missed is then sent.',
      };
  }
}

function tellPipeline(
  item: Extract<AlertItem, { kind: 'pipeline_drifted' | 'pipeline_silent' }>,
  timeZone: string,
): Told {
  const where = line(item.repository);
  if (item.kind === 'pipeline_drifted') {
    return {
      what: item.count === 1 ? 'A pipeline changed' : `${item.count} changes of pipelines`,
      ...{ where, facts: [line(driftWords(item))] },
      todo: 'See whether that was decided. If not, take it back.',
    };
  }
  const last = `last report ${localDay(item.lastReportAt, timeZone)}, usually ${line(item.usual)}`;
  return {
    ...{ what: 'Pipeline gone quiet', where, facts: [line(item.pipeline), named(item.scanners), last] },
    todo: 'Check that it still runs and delivers.',
  };
}

type Decided = Extract<AlertItem, { kind: `${string}gate_failed` | `exception_${string}` }>;

/** What a policy or a decision asks for. */
function tellDecision(item: Decided, timeZone: string): Told {
  switch (item.kind) {
    case 'gate_failed':
    case 'branch_gate_failed':
      return {
        what: `Gate of ${line(item.ref)} fails`,
        where: line(item.repository),
        facts: [named(item.rules)],
        todo: 'See which findings break it, and what would make it pass.',
      };
    case 'exception_requested':
      if (item.category !== undefined) return tellExemption(item, item.category, timeZone);
      return {
        what: item.decision === 'accepted' ? 'Accepting a risk waits for you' : 'A false positive waits for you',
        where: line(item.repository),
        facts: exceptionFacts(item, timeZone),
        todo: 'Approve it or refuse it. Until then its findings count.',
      };
    case 'exception_expiring':
      if (item.category !== undefined) return tellExemption(item, item.category, timeZone);
      return {
        what: item.count === 1 ? 'An exception expires soon' : `${item.count} exceptions expire soon`,
        where: line(item.repository),
        facts: exceptionFacts(item, timeZone),
        todo: 'Fix what it hides, or extend it. What is left counts again then.',
      };
  }
}

function tellExemption(
  { kind, repository, expiresAt }: Extract<Decided, { expiresAt: Date | null }>,
  category: ScoreCategory,
  timeZone: string,
): Told {
  const asked = kind === 'exception_requested';
  return {
    what: asked ? 'That something is not expected waits for you' : 'Something is expected again soon',
    where: line(repository),
    facts: [line(CATEGORY_SUBJECT[category]), expiresAt === null ? '' : `until ${localDay(expiresAt, timeZone)}`],
    todo: asked
      ? 'Approve it or refuse it. Until then it counts as not measured.'
      : 'Connect what measures it, or ask again. Else it counts as not measured then.',
  };
}

function exceptionFacts(
  { rules, count, expiresAt }: Extract<AlertItem, { expiresAt: Date | null }>,
  timeZone: string,
): Inline[] {
  const end = expiresAt === null ? 'without an end' : `until ${localDay(expiresAt, timeZone)}`;
  return [named(rules), formatCount(count, 'finding'), end];
}

function itemOf(item: AlertItem, { recipient }: Alert, publicUrl: string): Item {
  const { what, where, facts, todo } = tell(item, recipient.timeZone);
  return {
    title: { text: `${what}: ${where}`, href: publicUrl + item.path },
    where: todo,
    facts: [localMinute(item.at, recipient.timeZone), ...facts.filter((fact) => fact !== '')],
  };
}

/** `Live secret found: acme/web`; of several things how many, and the first. */
function subjectOf({ items, more, recipient }: Alert): string {
  const [first] = items;
  if (first === undefined) return 'No alerts';
  const { what, where } = tell(first, recipient.timeZone);
  const others = items.length - 1 + more;
  return `${what}: ${safeLine(where, 100)}${others === 0 ? '' : ` and ${formatCount(others, 'more alert')}`}`;
}

const WAITED = {
  quiet_hours: 'waited for the end of your quiet hours',
  limit: 'waited because many came at once',
} as const;

function notes({ heldBack, more }: Alert, shown: number): Block[] {
  const sentences = [
    ...(more > 0 ? [`${formatCount(more, 'more alert')}, beyond these ${shown}, can be seen in Plumbline.`] : []),
    ...(heldBack === null ? [] : [`${formatCount(heldBack.count, 'alert')} of these ${WAITED[heldBack.why]}.`]),
  ];
  return sentences.map((text) => ({ kind: 'paragraph', text: [text] }));
}

/** One mail about what happened, several things in one. */
export async function renderAlert(alert: Alert, publicUrl: string): Promise<RenderedMail> {
  const items = alert.items.slice(0, SHOWN);
  const count = items.length + alert.more;
  const name = safeLine(alert.organization);
  return renderMail({
    subject: subjectOf(alert),
    preview: items
      .map((item) => tell(item, alert.recipient.timeZone))
      .map(({ what, where }) => `${what}: ${where}`)
      .join('. '),
    about: [name],
    title: count === 1 ? 'Something needs you' : `${count} things need you`,
    blocks: [
      {
        kind: 'list',
        title: 'What happened',
        look: 'numbered',
        items: items.map((item) => itemOf(item, alert, publicUrl)),
      },
      ...notes(alert, items.length),
    ],
    footer: [
      [
        `Times are those of ${safeLine(alert.recipient.timeZone)}. Links open ${name}’s Plumbline and ask you to sign in.`,
      ],
      [
        { text: 'Choose what you are told of', href: publicUrl + alert.preferencesPath },
        ...(alert.unsubscribe === null ? [] : [' · ', { text: 'Stop all alerts', href: alert.unsubscribe }]),
      ],
    ],
  });
}
