import { z } from 'zod';
import { ticketBody } from '#lib/domain/ticket/ticket-markdown.ts';
import { markerText } from '#lib/domain/tracker/tracker.ts';
import type { Issue, Tracker } from '../contract.ts';
import { parseAnswer } from '../parse-answer.ts';

const PAGE = 100;
/** So many pages of new issues are looked through for ours. */
const PAGES = 5;
const MOST_TITLE = 256;

const issue = z.object({
  number: z.number().int(),
  html_url: z.string(),
  state: z.string(),
  body: z.string().nullish(),
  assignee: z.object({ login: z.string() }).nullish(),
  pull_request: z.unknown().optional(),
});

const issueOf = ({ number, html_url: url, state, assignee }: z.output<typeof issue>): Issue => ({
  ...{ id: String(number), key: `#${number}`, url, moved: false },
  state: state === 'closed' ? 'closed' : 'open',
  assignee: assignee?.login ?? null,
});

const issuesOf = (project: string): string => `/repos/${project}/issues`;

/** An HTML comment, which GitHub does not show. */
const hidden = (marker: string): string => `<!-- ${markerText(marker)} -->`;

export const github: Tracker = {
  name: 'GitHub',
  apiOf(address) {
    const { hostname, origin } = new URL(address);
    return hostname === 'github.com' || hostname === 'api.github.com' ? 'https://api.github.com' : `${origin}/api/v3`;
  },
  headersOf: ({ token }) => ({
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  }),
  async check(send, project) {
    const repository = z.object({ has_issues: z.boolean(), archived: z.boolean().optional() });
    const answer = await send({ method: 'GET', path: `/repos/${project}` });
    const { has_issues: hasIssues, archived } = parseAnswer(repository, answer);
    if (archived === true) return `${project} is archived: nothing can be added to it.`;
    return hasIssues ? null : `Issues are switched off in ${project}.`;
  },
  async find(send, project, { marker, since }) {
    for (let page = 1; page <= PAGES; page += 1) {
      const query = {
        ...{ state: 'all', sort: 'created', direction: 'desc', since: since.toISOString() },
        ...{ per_page: String(PAGE), page: String(page) },
      };
      const answer = await send({ method: 'GET', path: issuesOf(project), query });
      const all = parseAnswer(z.array(issue), answer);
      const ours = all.find(({ body, pull_request: pull }) => pull === undefined && body?.includes(markerText(marker)));
      if (ours !== undefined) return issueOf(ours);
      if (all.length < PAGE) return null;
    }
    return null;
  },
  async create(send, project, { ticket, marker, labels }) {
    const body = {
      title: ticket.title.slice(0, MOST_TITLE).toWellFormed(),
      body: `${ticketBody(ticket)}\n${hidden(marker)}\n`,
      ...(labels.length > 0 ? { labels: [...labels] } : {}),
    };
    return issueOf(parseAnswer(issue, await send({ method: 'POST', path: issuesOf(project), body })));
  },
  read: async (send, project, id) =>
    issueOf(parseAnswer(issue, await send({ method: 'GET', path: `${issuesOf(project)}/${id}` }))),
  async said(send, project, id, { words, since }) {
    const path = `${issuesOf(project)}/${id}/comments`;
    const query = { since: since.toISOString(), per_page: String(PAGE) };
    const comments = z.array(z.object({ body: z.string().nullish() }));
    const all = parseAnswer(comments, await send({ method: 'GET', path, query }));
    return all.some(({ body }) => body?.includes(words));
  },
  async comment(send, project, id, text) {
    await send({ method: 'POST', path: `${issuesOf(project)}/${id}/comments`, body: { body: text } });
  },
  async close(send, project, id) {
    const body = { state: 'closed', state_reason: 'completed' };
    await send({ method: 'PATCH', path: `${issuesOf(project)}/${id}`, body });
  },
};
