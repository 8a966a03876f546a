import { describe, expect, it } from 'vitest';
import { DELETE, GET, OPTIONS, PATCH, POST, PUT } from './[[...rest]]/route.ts';

describe('an address under /api that no route has', () => {
  it.each(Object.entries({ GET, POST, PUT, PATCH, DELETE, OPTIONS }))(
    'answers %s with a problem',
    async (_, handle) => {
      const answer = handle();
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 404, type: '/docs/api#problem-not-found' });
    },
  );
});
