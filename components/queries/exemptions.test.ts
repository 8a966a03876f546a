import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { exemptionsQuery } from './exemptions.ts';

it('the exemptions that were shown stay, as old ones, until those of another filter or scope come', () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  const client = new QueryClient();
  const old = { items: [], next_cursor: null };
  client.setQueryData(exemptionsQuery('team:a', 'live').queryKey, old as never);
  const observer = new QueryObserver(client, exemptionsQuery('team:a', 'live'));
  const stop = observer.subscribe(() => undefined);
  expect(observer.getCurrentResult().isPlaceholderData).toBe(false);
  for (const next of [exemptionsQuery('team:a', 'requested'), exemptionsQuery('team:b', 'ending')]) {
    observer.setOptions(next);
    expect(observer.getCurrentResult()).toMatchObject({ data: old, isPlaceholderData: true });
  }
  stop();
  client.clear();
  vi.unstubAllGlobals();
});
