import { expect, it } from 'vitest';
import { apiRoutes } from './api-routes.ts';

const routes = apiRoutes();

it.each([
  ['/api/v1/findings/facets', '/api/v1/findings/facets'],
  ['/api/v1/findings/fnd_1_2', '/api/v1/findings/{id}'],
  ['/api/v1/uploads/upl_1_2/raw', '/api/v1/uploads/{id}/raw'],
  ['/api/v1/repos', '/api/v1/repos'],
  ['/api/v1/repos/acme/group/web', '/api/v1/repos/{name}'],
  ['/api/openapi.json', '/api/openapi.json'],
  ['/api/openapi-json', undefined],
  ['/api/v1/uploads/upl_1_2/raw/more', undefined],
  ['/v1/api/v1/repos', undefined],
])('%s is served by %s', (address, path) => {
  expect(routes.find(({ pattern }) => pattern.test(address))?.path).toBe(path);
});
