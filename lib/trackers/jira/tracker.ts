import { z } from 'zod';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { type AdfNode, ticketAdf } from '#lib/domain/ticket/ticket-adf.ts';
import { ticketWiki } from '#lib/domain/ticket/ticket-wiki.ts';
import { markerText } from '#lib/domain/tracker/tracker.ts';
import type { Call, Credentials, Issue, Tracker } from '../contract.ts';
import { parseAnswer } from '../parse-answer.ts';
import { Trouble } from '../trouble.ts';

const PAGE = 100;
const MOST_TITLE = 255;

const category = z.object({ statusCategory: z.object({ key: z.string() }) });
const issue = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    status: category,
    assignee: z.object({ displayName: z.string() }).nullish(),
    /** A text in version 2, a document in version 3. */
    description: z.unknown().optional(),
  }),
});
const FIELDS = 'status,assignee,description';

const browse = (address: string, key: string): string => `${address.replace(/\/+$/, '')}/browse/${key}`;

const issueOf = ({ id, key, fields }: z.output<typeof issue>, address: string): Issue => ({
  ...{ id, key, url: browse(address, key), moved: false },
  state: fields.status.statusCategory.key === 'done' ? 'closed' : 'open',
  assignee: fields.assignee?.displayName ?? null,
});

/** What the two forms of Jira do differently. */
interface Form {
  name: string;
  version: 2 | 3;
  headersOf: (credentials: Credentials) => Record<string, string>;
  /** A description: jira has no comments that nobody sees, so the marker is its last line. */
  describe: (ticket: Ticket, marker: string) => string | AdfNode;
  textOf: (text: string) => string | AdfNode;
  search: string;
}

function jira({ name, version, headersOf, describe, textOf, search }: Form): Tracker {
  const at = (id: string, more = ''): string => `/issue/${id}${more}`;
  return {
    name,
    apiOf: (address) => `${address.replace(/\/+$/, '')}/rest/api/${version}`,
    headersOf,
    async check(send, project, issueType) {
      const schema = z.object({ issueTypes: z.array(z.object({ name: z.string() })) });
      const { issueTypes } = parseAnswer(schema, await send({ method: 'GET', path: `/project/${project}` }));
      const names = issueTypes.map((one) => one.name);
      if (!names.includes(issueType)) return `${project} has no issues of type ${issueType}, but ${names.join(', ')}.`;
      const permission = z.object({
        permissions: z.object({ CREATE_ISSUES: z.object({ havePermission: z.boolean() }) }),
      });
      const query = { projectKey: project, permissions: 'CREATE_ISSUES' };
      const { permissions } = parseAnswer(permission, await send({ method: 'GET', path: '/mypermissions', query }));
      return permissions.CREATE_ISSUES.havePermission ? null : `The credentials may not create issues in ${project}.`;
    },
    async find(send, project, { marker, since, address }) {
      // Jira's search knows minutes, in the time zone of the account: a day more covers all of them.
      const day = new Date(since.getTime() - 86_400_000).toISOString().slice(0, 10);
      const jql = `project = "${project}" AND created >= "${day}" ORDER BY created DESC`;
      const call: Call = { method: 'GET', path: search, query: { jql, fields: FIELDS, maxResults: String(PAGE) } };
      const { issues } = parseAnswer(z.object({ issues: z.array(issue) }), await send(call));
      const ours = issues.find(({ fields }) => JSON.stringify(fields.description ?? '').includes(markerText(marker)));
      return ours === undefined ? null : issueOf(ours, address);
    },
    async create(send, project, { ticket, marker, labels, issueType }, address) {
      const fields = {
        project: { key: project },
        summary: ticket.title.replace(/\s+/g, ' ').slice(0, MOST_TITLE).toWellFormed(),
        issuetype: { name: issueType },
        description: describe(ticket, marker),
        ...(labels.length > 0 ? { labels: [...labels] } : {}),
      };
      const created = z.object({ id: z.string(), key: z.string() });
      const { id, key } = parseAnswer(created, await send({ method: 'POST', path: '/issue', body: { fields } }));
      return { id, key, url: browse(address, key), state: 'open', assignee: null, moved: false };
    },
    read: async (send, _project, id, address) =>
      issueOf(parseAnswer(issue, await send({ method: 'GET', path: at(id), query: { fields: FIELDS } })), address),
    async said(send, _project, id, { words }) {
      const query = { orderBy: '-created', maxResults: String(PAGE) };
      const schema = z.object({ comments: z.array(z.object({ body: z.unknown() })) });
      const { comments } = parseAnswer(schema, await send({ method: 'GET', path: at(id, '/comment'), query }));
      return comments.some(({ body }) => plainOf(JSON.stringify(body ?? '')).includes(words));
    },
    async comment(send, _project, id, text) {
      await send({ method: 'POST', path: at(id, '/comment'), body: { body: textOf(text) } });
    },
    async close(send, _project, id) {
      const schema = z.object({ transitions: z.array(z.object({ id: z.string(), to: category })) });
      const { transitions } = parseAnswer(schema, await send({ method: 'GET', path: at(id, '/transitions') }));
      const done = transitions.find(({ to }) => to.statusCategory.key === 'done');
      if (done === undefined) throw new Trouble('refused', 'From its state no step leads to one that counts as done.');
      await send({ method: 'POST', path: at(id, '/transitions'), body: { transition: { id: done.id } } });
    },
  };
}

/** Wiki text without what is written for its signs: an entity each, or a backslash before it. */
const plainOf = (text: string): string =>
  text.replaceAll(/&#(\d{1,6});/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('\\', '');

const withMarker = (ticket: Ticket, marker: string): Ticket => ({
  ...ticket,
  blocks: [...ticket.blocks, { kind: 'list', items: [[{ code: markerText(marker) }]] }],
});

const said = (text: string): Ticket => ({ title: '', blocks: [{ kind: 'list', items: [[text]] }] });

export const jiraCloud: Tracker = jira({
  ...{ name: 'Jira Cloud', version: 3, search: '/search/jql' },
  headersOf: ({ account, token }) => ({
    authorization: `Basic ${Buffer.from(`${account ?? ''}:${token}`).toString('base64')}`,
    accept: 'application/json',
  }),
  describe: (ticket, marker) => ticketAdf(withMarker(ticket, marker)),
  textOf: (text) => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }),
});

export const jiraServer: Tracker = jira({
  ...{ name: 'Jira Data Center', version: 2, search: '/search' },
  headersOf: ({ token }) => ({ authorization: `Bearer ${token}`, accept: 'application/json' }),
  // The marker is compared as it stands: wiki signs in it would be escaped.
  describe: (ticket, marker) => `${ticketWiki(ticket)}\n{noformat}${markerText(marker)}{noformat}\n`,
  textOf: (text) => ticketWiki(said(text)),
});
