import type { Ticket } from '#lib/domain/ticket/ticket.ts';

/** A request to a tracker, below the address of its interface. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: object;
}

/** Sends a call and returns the JSON of its answer. @throws Trouble for everything but a 2xx */
export type Send = (call: Call) => Promise<unknown>;

/** What a tracker is asked with. */
export interface Credentials {
  /** The address of the account; of Jira Cloud only. */
  account: string | null;
  token: string;
}

export interface Draft {
  ticket: Ticket;
  /** Unseen in the issue, to find it again. */
  marker: string;
  labels: readonly string[];
  /** Of Jira: `Task`. */
  issueType: string;
}

/** An issue as its tracker tells of it. */
export interface Issue {
  /** What it is asked for by. */
  id: string;
  /** What people call it: `#12`, `SEC-7`. */
  key: string;
  url: string;
  state: 'open' | 'closed';
  /** Name of whom it is assigned to. */
  assignee: string | null;
  /** It lives on in another project, which these credentials may not reach. */
  moved: boolean;
}

/** A kind of tracker: what is sent, and what the answers mean. Pure but for `send`. */
export interface Tracker {
  name: string;
  /** Where its interface is, for the address that people know. */
  apiOf: (address: string) => string;
  headersOf: (credentials: Credentials) => Record<string, string>;
  /** Whether issues can be made in a project. @returns a sentence that says what is in the way, null: nothing that shows */
  check: (send: Send, project: string, issueType: string) => Promise<string | null>;
  /** The issue with this marker, among those made since then. */
  find: (
    send: Send,
    project: string,
    search: { marker: string; since: Date; address: string },
  ) => Promise<Issue | null>;
  create: (send: Send, project: string, draft: Draft, address: string) => Promise<Issue>;
  read: (send: Send, project: string, id: string, address: string) => Promise<Issue>;
  /** Whether an issue has a comment with these words, among those made since then. */
  said: (send: Send, project: string, id: string, search: { words: string; since: Date }) => Promise<boolean>;
  comment: (send: Send, project: string, id: string, text: string) => Promise<void>;
  close: (send: Send, project: string, id: string) => Promise<void>;
}
