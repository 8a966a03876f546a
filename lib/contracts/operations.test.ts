import { describe, expect, it } from 'vitest';
import { apiRoutes } from '#lib/web/api-routes.ts';
import { buildOpenApi } from './openapi.ts';
import { OPERATIONS } from './operations.ts';

const routes = apiRoutes().flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
const described = OPERATIONS.map(({ method, path, route }) => `${method} ${route ?? path}`);
const addresses = OPERATIONS.map(({ method, path }) => `${method} ${path}`);

describe('the API reference', () => {
  it('describes every route that exists, each once', () => {
    expect(routes.filter((route) => !described.includes(route))).toEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('describes nothing that does not exist', () => {
    expect(described.filter((name) => !routes.includes(name))).toEqual([]);
  });

  it('is a document that names every operation once and says who may call it', () => {
    const document = buildOpenApi('https://plumbline.test');
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(OPERATIONS.length);
    for (const operation of operations) expect(operation.description).toMatch(/Needs (?:no|any|the)/);
    expect(document.servers).toEqual([{ url: 'https://plumbline.test' }]);
  });

  it('names the fields of bodies and answers as they travel', () => {
    const post = buildOpenApi('x').paths['/api/v1/tokens']?.post;
    const body = post?.requestBody?.content['application/json']?.schema;
    expect(body?.required).toEqual(['kind', 'name']);
    const answer = post?.responses['201']?.content?.['application/json']?.schema;
    expect(Object.keys(answer?.properties ?? {})).toEqual(['token', 'item']);
  });
});
