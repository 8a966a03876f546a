import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime.js';
import { type ReactNode, useId } from 'react';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';

const nothing = () => undefined;
const router = {
  ...{ back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing },
  ...{ hmrRefresh: nothing, experimental_gesturePush: nothing, bfcacheId: '0' },
};

const WithId = () => <i id={useId()} />;

/** Links as the module draws them where there is a window, or none. */
async function draw(html: (node: ReactNode) => string): Promise<string> {
  vi.resetModules();
  const [{ Link }, { ScopeProvider }] = await Promise.all([import('./link.tsx'), import('./scope.tsx')]);
  return html(
    <AppRouterContext value={router}>
      <SearchParamsContext value={new URLSearchParams('scope=team:web')}>
        <ScopeProvider ownTeams={null}>
          <Link href="/queue?lane=now" title="Queue" className="quiet" replace scroll={false} onNavigate={nothing}>
            Queue <WithId />
          </Link>
          <Link href="#top">Top</Link>
          <WithId />
        </ScopeProvider>
      </SearchParamsContext>
    </AppRouterContext>,
  );
}

/** Order of attributes and comments between texts are no difference. */
const sorted = (html: string): string =>
  html
    .replaceAll('<!-- -->', '')
    .replace(
      /<a ([^>]*)>/g,
      (_, attributes: string) => `<a ${[...attributes.matchAll(/\S+="[^"]*"/g)].sort().join(' ')}>`,
    );

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a link', () => {
  it('is in the HTML of the server within the chosen scope, and without what only a browser does', async () => {
    const complained = vi.spyOn(console, 'error');
    expect(await draw(renderToStaticMarkup)).toMatch(
      /^<a title="Queue" class="quiet" href="\/queue\?lane=now&amp;scope=team:web">Queue <i id="[^"]+"><\/i><\/a><a href="#top">Top<\/a>/,
    );
    // React does about attributes that `a` has not.
    expect(complained).not.toHaveBeenCalled();
  });

  it('is there what the browser makes of it, ids included', async () => {
    const onServer = await draw(renderToString);
    vi.stubGlobal('window', globalThis);
    expect(sorted(await draw(renderToString))).toBe(sorted(onServer));
  });
});
