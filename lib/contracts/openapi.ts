import { z } from 'zod';
import type { Operation, OperationAnswer } from './operations/operation.ts';
import { OPERATIONS } from './operations.ts';
import { problem } from './problem.ts';
import { scopeText } from './scope.ts';
import { SCOPE } from './scope-address.ts';
import { VERSION } from './version.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export interface OpenApiParameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  /** Lists travel as `a,b`. */
  explode?: false;
  schema: JsonSchema;
}

/** The parameter that every read of repositories has. */
export const SCOPE_REF = '#/components/parameters/scope';

type Content = Record<string, { schema: JsonSchema }>;

export interface OpenApiOperation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters: (OpenApiParameter | { $ref: typeof SCOPE_REF })[];
  requestBody?: { required: true; description?: string; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    parameters: Record<string, OpenApiParameter>;
    securitySchemes: Record<string, unknown>;
  };
}

/** Removes noise: patterns that repeat a format, and the bounds of JavaScript's safe integers. */
function plain({ jsonSchema: schema }: { jsonSchema: JsonSchema }): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** The JSON schema of a type. For `input`, fields with a default are optional. */
function schemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any', override: plain });
  return schema;
}

const text: JsonSchema = { type: 'string' };

const READS: readonly Operation['permission'][] = ['posture:read', 'finding:read', 'upload:list', 'upload:read'];

const isScoped = ({ method, permission }: Operation): boolean => method === 'GET' && READS.includes(permission);

function parametersOf(operation: Operation): OpenApiOperation['parameters'] {
  const { path, query, headers = [] } = operation;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const inPath = names.map((name) => ({ name, in: 'path' as const, required: true, schema: text }));
  const schema = query ? schemaOf(query, 'input') : {};
  const inQuery = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query' as const,
    required: schema.required?.includes(name) ?? false,
    ...(typeof property === 'object' && property.type === 'array' ? { explode: false as const } : {}),
    schema: typeof property === 'boolean' ? {} : property,
  }));
  const inHeader = headers.map((header) => ({ ...header, in: 'header' as const, required: false, schema: text }));
  return [...inPath, ...inQuery, ...inHeader, ...(isScoped(operation) ? [{ $ref: SCOPE_REF } as const] : [])];
}

function bodyOf({ body }: Operation): OpenApiOperation['requestBody'] | null {
  if (body === undefined) return null;
  if (body instanceof z.ZodType) {
    return { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } };
  }
  const content = Object.fromEntries(body.contentTypes.map((type) => [type, { schema: {} }]));
  return { required: true, description: body.description, content };
}

function contentOf({ schema, contentType = 'application/json' }: OperationAnswer): { content?: Content } {
  if (schema === null && contentType === 'application/json') return {};
  return { content: { [contentType]: { schema: schema ? schemaOf(schema, 'output') : {} } } };
}

const PROBLEMS: Record<number, string> = {
  400: 'The request cannot be read, or has invalid values; `errors` names them.',
  401: 'No valid credential.',
  403: 'The credential may not do this.',
  404: 'There is no such thing, or it is not yours to see.',
  409: 'In conflict with the present state.',
  413: 'Over a limit; `detail` names it.',
  415: 'Unknown encoding.',
  422: 'Not a report of a known scanner, or not of the claimed one.',
  429: 'Too many requests; see Retry-After.',
  503: 'Not available right now; see Retry-After.',
  504: 'Took too long; narrow the filter.',
};

function problemsOf(operation: Operation): number[] {
  const takes = operation.body !== undefined || operation.query !== undefined || operation.path.includes('{');
  const guarded = operation.permission !== 'none';
  const scoped = isScoped(operation) ? [400, 404] : [];
  return [...(takes ? [400] : []), ...scoped, ...(guarded ? [401, 403] : []), ...(operation.problems ?? [])];
}

function responsesOf(operation: Operation): OpenApiOperation['responses'] {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  // One status may come with several media types.
  const answers = [...Map.groupBy(operation.answers, ({ status }) => status)].map(([status, given]) => {
    const contents = given.map((one) => contentOf(one).content ?? {});
    const all: Content = Object.assign({}, ...contents);
    const described = { description: given[0]?.description ?? '' };
    return [status, Object.keys(all).length === 0 ? described : { ...described, content: all }] as const;
  });
  return Object.fromEntries([
    ...answers,
    ...problemsOf(operation).map((status) => [status, { description: PROBLEMS[status] ?? 'A problem.', content }]),
  ]);
}

function permissionText({ permission }: Operation): string {
  if (permission === 'none') return 'Needs no credential.';
  return permission === 'credential' ? 'Needs any valid credential.' : `Needs the permission \`${permission}\`.`;
}

function operationOf(operation: Operation): OpenApiOperation {
  const body = bodyOf(operation);
  const words = operation.path.replaceAll(/[^\w]+/g, '_').replace(/^_api_(?:v1_)?|_$/g, '');
  return {
    operationId: `${operation.method.toLowerCase()}_${words}`,
    summary: operation.summary,
    description: [operation.notes, permissionText(operation)].filter((part) => part !== undefined).join(' '),
    tags: [operation.group],
    security: operation.permission === 'none' ? [] : [{ token: [] }, { session: [] }],
    parameters: parametersOf(operation),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(operation),
  };
}

const DESCRIPTION =
  'Everything that the screens of Plumbline can do. Send a token as `Authorization: Bearer plb_api_…` ' +
  '(or `plb_up_…` to deliver reports). Failures are RFC 9457 problem documents whose `detail` says what to do. ' +
  'Lists are read page by page: pass `next_cursor` as `cursor`. Reads of repositories take `scope`.';

const SCOPE_PARAMETER: OpenApiParameter = {
  name: SCOPE,
  in: 'query',
  required: false,
  description:
    'A part of the organization: `team:payments`, `label:internet-facing`, `repo:acme/web`, or `one:acme/web`, that repository also where it is archived. Lists, counts and figures ' +
    'are those of its repositories. Without it: of all that you may see. Writes refuse it.',
  schema: schemaOf(scopeText, 'input'),
};

/** The OpenAPI 3.1 document, made from the schemas that validate requests. */
export function buildOpenApi(publicUrl: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: operationOf(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plumbline',
      version: VERSION,
      description: DESCRIPTION,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      parameters: { [SCOPE]: SCOPE_PARAMETER },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API or upload token.' },
        session: { type: 'apiKey', in: 'cookie', name: 'plumbline-session', description: 'A signed-in browser.' },
      },
    },
  };
}
