import { globSync, readFileSync } from 'node:fs';
import { hydrate, QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { dehydrate } from './dehydrate.ts';
import { makeQueryClient } from './query-client.ts';

describe('what the server read', () => {
  const list = { items: [{ name: 'acme/web', score: null }], next_cursor: null };

  it('reaches the cache of the browser as it was', () => {
    const server = new QueryClient();
    server.setQueryData(['list'], list);
    server.setQueryData(['nothing'], null);
    const browser = makeQueryClient();
    hydrate(browser, dehydrate(server));
    expect(browser.getQueryData(['list'])).toEqual(list);
    expect(browser.getQueryData(['nothing'])).toBeNull();
  });

  it('stands in the page as one text for each read', () => {
    const server = new QueryClient();
    server.setQueryData(['list'], list);
    expect(dehydrate(server).queries.map(({ state }) => state.data)).toEqual([
      '{"items":[{"name":"acme/web","score":null}],"next_cursor":null}',
    ]);
  });

  it('is given to the browser so by every page', () => {
    const files = globSync('{app,components}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file));
    const own = files.filter((file) =>
      /\bdehydrate\b[^;]*from '@tanstack\/react-query'/.test(readFileSync(file, 'utf8')),
    );
    expect(own).toEqual(['components/queries/dehydrate.ts']);
  });
});
