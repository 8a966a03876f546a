import { z } from 'zod';
import { ticketBody } from '#lib/domain/ticket/ticket-markdown.ts';
import { markerText } from '#lib/domain/tracker/tracker.ts';
import type { Issue, Tracker } from '../contract.ts';
import { parseAnswer } from '../parse-answer.ts';

const PAGE = 100;
const PAGES = 5;
const MOST_TITLE = 255;

const issue = z.object({
  iid: z.number().int(),
  web_url: z.string(),
  state: z.string(),
  description: z.string().nullish(),
  assignee: z.object({ name: z.string() }).nullish(),
  /** Set where it was moved: this one stays behind, closed. */
  moved_to_id: z.number().int().nullish(),
});

const issueOf = ({ iid, web_url: url, state, assignee, moved_to_id: movedTo }: z.output<typeof issue>): Issue => ({
  ...{ id: String(iid), key: `#${iid}`, url },
  state: state === 'closed' ? 'closed' : 'open',
  assignee: assignee?.name ?? null,
  moved: movedTo != null,
});

const projectPath = (project: string): string => `/projects/${encodeURIComponent(project)}`;
const issuesOf = (project: string): string => `${projectPath(project)}/issues`;

export const gitlab: Tracker = {
  name: 'GitLab',
  apiOf: (address) => `${address.replace(/\/+$/, '')}/api/v4`,
  headersOf: ({ token }) => ({ 'private-token': token }),
  async check(send, project) {
    const schema = z.object({ issues_access_level: z.string().optional(), archived: z.boolean().optional() });
    const answer = await send({ method: 'GET', path: projectPath(project) });
    const { issues_access_level: level, archived } = parseAnswer(schema, answer);
    if (archived === true) return `${project} is archived: nothing can be added to it.`;
    return level === 'disabled' ? `Issues are switched off in ${project}.` : null;
  },
  async find(send, project, { marker, since }) {
    for (let page = 1; page <= PAGES; page += 1) {
      const query = {
        ...{ scope: 'all', order_by: 'created_at', sort: 'desc', created_after: since.toISOString() },
        ...{ per_page: String(PAGE), page: String(page) },
      };
      const all = parseAnswer(z.array(issue), await send({ method: 'GET', path: issuesOf(project), query }));
      const ours = all.find(({ description }) => description?.includes(markerText(marker)));
      if (ours !== undefined) return issueOf(ours);
      if (all.length < PAGE) return null;
    }
    return null;
  },
  async create(send, project, { ticket, marker, labels }) {
    const body = {
      title: ticket.title.slice(0, MOST_TITLE).toWellFormed(),
      // Where a line begins with a slash, GitLab would take it for a command: ours never do.
      description: `${ticketBody(ticket)}\n<!-- ${markerText(marker)} -->\n`,
      ...(labels.length > 0 ? { labels: [...labels] } : {}),
    };
    return issueOf(parseAnswer(issue, await send({ method: 'POST', path: issuesOf(project), body })));
  },
  read: async (send, project, id) =>
    issueOf(parseAnswer(issue, await send({ method: 'GET', path: `${issuesOf(project)}/${id}` }))),
  async said(send, project, id, { words }) {
    const path = `${issuesOf(project)}/${id}/notes`;
    const query = { order_by: 'created_at', sort: 'desc', per_page: String(PAGE) };
    const all = parseAnswer(z.array(z.object({ body: z.string() })), await send({ method: 'GET', path, query }));
    return all.some(({ body }) => body.includes(words));
  },
  async comment(send, project, id, text) {
    await send({ method: 'POST', path: `${issuesOf(project)}/${id}/notes`, body: { body: text } });
  },
  async close(send, project, id) {
    await send({ method: 'PUT', path: `${issuesOf(project)}/${id}`, body: { state_event: 'close' } });
  },
};
