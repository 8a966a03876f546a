import type { z } from 'zod';
import type { Permission } from '#lib/domain/access/access.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

export interface OperationAnswer {
  status: number;
  description: string;
  /** What the JSON looks like; null for an answer without a body or with another type. */
  schema: z.ZodType | null;
  contentType?: string;
}

/** One method of one path, as the API reference describes it. */
export interface Operation {
  method: Method;
  /** `/api/v1/tokens/{id}` */
  path: string;
  /** The route that serves it, where that is one for several addresses. */
  route?: string;
  group:
    | 'Running'
    | 'Uploads'
    | 'Posture'
    | 'Findings'
    | 'Statements'
    | 'Privileges'
    | 'Repositories'
    | 'Policy'
    | 'Access'
    | 'Teams'
    | 'Webhooks'
    | 'Issue trackers'
    | 'Feeds'
    | 'Mail'
    | 'Settings';
  summary: string;
  /** Sentences that the summary has no room for. */
  notes?: string;
  /** `none`: nobody asks who you are; `credential`: any valid one. */
  permission: Permission | 'none' | 'credential';
  query?: z.ZodObject;
  headers?: readonly { name: string; description: string }[];
  /** A schema for JSON; a word for everything else. */
  body?: z.ZodType | { contentTypes: readonly string[]; description: string };
  answers: readonly OperationAnswer[];
  /** Statuses of problem+json answers beside those that every operation of its kind has. */
  problems?: readonly number[];
}

export const answer = (status: number, description: string, schema: z.ZodType | null): OperationAnswer => ({
  status,
  description,
  schema,
});
