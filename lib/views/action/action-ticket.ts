import type { ActionView } from '#lib/contracts/action-view.ts';
import { formatCount, formatDate } from '#lib/format.ts';
import { escapeMarkdown, markdownBlock, markdownCode } from './escape-markdown.ts';

/** An action without its own ticket. */
export type Ticketed = Omit<ActionView, 'ticket'>;

function factsOf(action: Ticketed, publicUrl: string): string[] {
  const { repo, repositories, rule, counts, due_at, overdue, open_since, url } = action;
  const severities = Object.entries(counts).filter(([, count]) => count > 0);
  const facts = [
    repo === null ? `Repositories: ${repositories.count}` : `Repository: ${markdownCode(repo)}`,
    ...(rule === null ? [] : [`Rule: ${markdownCode(rule)}`]),
    ...(severities.length === 0
      ? []
      : [
          `Closes: ${formatCount(action.open, 'finding')} (${severities.map(([name, count]) => `${count} ${name}`).join(', ')})`,
        ]),
    ...(due_at === null ? [] : [`${overdue ? 'Was due' : 'Due'}: ${formatDate(due_at)}`]),
    ...(open_since === null ? [] : [`Open since: ${formatDate(open_since)}`]),
  ];
  return [...facts.map((fact) => `- ${fact}`), `- In Plumbline: <${publicUrl}${url}>`];
}

function stepsOf({ steps }: Ticketed): string[] {
  return steps.flatMap(({ text, command }, index) => [
    `${index + 1}. ${escapeMarkdown(text)}`,
    ...(command === null ? [] : ['', markdownBlock(command, '   '), '']),
  ]);
}

/** `rest`: how many more there are than those listed. */
function findingsOf({ findings, open }: Ticketed, publicUrl: string): string[] {
  const rest = open - findings.length;
  return [
    ...findings.map(({ severity, title, ref, path, line, url }) => {
      const place = path === null ? '' : ` in ${markdownCode(line === null ? path : `${path}:${line}`)}`;
      return `- ${severity}: ${escapeMarkdown(title)}${place} ([${escapeMarkdown(ref)}](<${publicUrl}${encodeURI(url)}>))`;
    }),
    ...(rest > 0 ? [`- and ${formatCount(rest, 'more finding', 'more findings')}`] : []),
  ];
}

/** A ticket's text in Markdown: what to do, why and by when. Whatever a report says in it stays text. */
export function actionTicket(action: Ticketed, publicUrl: string): string {
  const { title, why, findings } = action;
  const part = (head: string, lines: string[]): string[] =>
    lines.length === 0 ? [] : ['', `### ${head}`, '', ...lines];
  const lines = [
    `## ${escapeMarkdown(title)}`,
    '',
    ...factsOf(action, publicUrl),
    ...part('What to do', stepsOf(action)),
    ...part(
      'Why',
      why.map(({ text, at }) => `- ${escapeMarkdown(text)}${at === null ? '' : ` ${formatDate(at)}`}`),
    ),
    ...part('Findings', findings.length === 0 ? [] : findingsOf(action, publicUrl)),
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}
