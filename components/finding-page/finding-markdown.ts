import type { FindingView } from '#lib/contracts/finding.ts';
import type { Block, Inline } from '#lib/domain/ticket/ticket.ts';
import { ticketMarkdown } from '#lib/domain/ticket/ticket-markdown.ts';
import { formatDate } from '#lib/format.ts';
import { beyondTitle } from './what-it-is.ts';

const words = (text: string): Inline => ({ words: text });

function placeOf({ path, line, image }: FindingView['finding']): Inline[][] {
  if (path !== null) return [[words('Place: '), { code: line === null ? path : `${path}:${line}` }]];
  return image === null ? [] : [[words('Image: '), { code: image }]];
}

function subjectOf({ package: name, package_version: version, advisory }: FindingView['finding']): Inline[][] {
  return [
    ...(name === null ? [] : [[words('Package: '), { code: version === null ? name : `${name} ${version}` }]]),
    ...(advisory === null ? [] : [[words('Advisory: '), { code: advisory }]]),
  ];
}

function factsOf({ finding }: FindingView, origin: string): Block {
  const {
    ref,
    repo,
    severity,
    severity_set: set,
    state,
    scanner,
    rule,
    due_at: due,
    overdue,
    opened_at: since,
  } = finding;
  const page = `${origin}${encodeURI(finding.url)}`;
  const by = set === null ? '' : `, set by ${set.by}, reports state ${set.reported}`;
  return {
    kind: 'list',
    items: [
      [words('Repository: '), { code: repo }],
      [words('Severity: '), `${severity}${by}`],
      [words('State: '), words(`${state.replaceAll('_', ' ')}, since ${formatDate(since)}`)],
      ...(due === null ? [] : [[words(`${overdue ? 'Was due' : 'Due'}: ${formatDate(due)}`)]]),
      ...placeOf(finding),
      ...subjectOf(finding),
      [words('Reported by: '), scanner, words(', rule '), { code: rule }],
      [words('In Plumbline: '), { text: ref, url: page }],
    ],
  };
}

/** What scanners say of it beside its title, each text once. */
function saidOf({ finding, evidence }: FindingView): Block[] {
  const said = evidence.map(({ message }) => beyondTitle(message, finding.title)).filter((text) => text !== '');
  const items = [...new Set(said)].map((text): Inline[] => [text]);
  return items.length === 0
    ? []
    : [
        { kind: 'heading', text: 'What is reported' },
        { kind: 'list', items },
      ];
}

function fixOf({ action, finding }: FindingView, origin: string): Block[] {
  if (action === null || finding.state !== 'open') return [];
  const fix = { text: action.title, url: `${origin}${action.url}` };
  return [
    { kind: 'heading', text: 'What to do' },
    { kind: 'list', items: [[fix]] },
  ];
}

/** A finding in Markdown, for a ticket or a chat. Whatever a report says in it stays text. */
export function findingMarkdown(view: FindingView, origin: string): string {
  const blocks = [factsOf(view, origin), ...fixOf(view, origin), ...saidOf(view)];
  return ticketMarkdown({ title: view.finding.title, blocks });
}
