import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CurrentAddress, type Step, withValues } from './current-address.ts';

/** A window, and a router whose screens come when they are let. */
function browser(start: string) {
  const history = [start];
  const write = ({ address, how }: Step) => {
    if (how === 'push') history.push(address);
    else history[history.length - 1] = address;
  };
  const current = new CurrentAddress({ here: () => history.at(-1) ?? '', write });
  const underWay: { step: Step; arrived: () => void }[] = [];
  const go = (step: Step) => {
    underWay.push({ step, arrived: current.expect(step) });
  };
  const arrive = (at?: string) => {
    const last = underWay.pop();
    underWay.length = 0;
    if (last === undefined) return;
    write(at === undefined ? last.step : { ...last.step, address: at });
    last.arrived();
  };
  const set = (values: Record<string, string | null>, how: Step['how'] = 'push') =>
    current.change((query) => ({ address: `${history.at(-1)?.split('?')[0]}${withValues(query, values)}`, how }), go);
  return { history, current, go, arrive, set, underWay };
}

describe('the current address', () => {
  it('has each of two changes that are made before anything is drawn', () => {
    const { history, set } = browser('/people?wants=email&role=admin');
    set({ wants: null });
    set({ q: 'bo' }, 'replace');
    expect(history).toEqual(['/people?wants=email&role=admin', '/people?role=admin&q=bo']);
  });

  it('keeps a scope that was chosen while its screen is still on its way, and leaves Back as it was', () => {
    const { history, current, go, arrive, set } = browser('/people?role=admin');
    go({ address: '/people?role=admin&scope=team:a', how: 'push' });
    expect(current.read()).toBe('/people?role=admin&scope=team:a');
    set({ q: 'bo' }, 'replace');
    expect(current.read()).toBe('/people?role=admin&scope=team%3Aa&q=bo');
    expect(history).toEqual(['/people?role=admin']);
    arrive();
    expect(history).toEqual(['/people?role=admin', '/people?role=admin&scope=team%3Aa&q=bo']);
  });

  it('is left by a row that was opened: what was typed before does not hold one back', () => {
    const { history, go, arrive, set } = browser('/queue');
    go({ address: '/queue/7', how: 'push' });
    set({ q: 'lodash' }, 'replace');
    expect(history).toEqual(['/queue']);
    arrive();
    expect(history).toEqual(['/queue', '/queue/7']);
  });

  it('is that of this screen again once somebody chooses a filter instead of waiting for another screen', () => {
    const { history, current, go, set } = browser('/queue?lane=watch');
    go({ address: '/findings', how: 'push' });
    set({ state: 'claimed' });
    expect(history.at(-1)).toBe('/queue?lane=watch&state=claimed');
    expect(current.read()).toBe('/queue?lane=watch&state=claimed');
  });

  it('forgets a navigation that ended elsewhere, or where it began', () => {
    const { current, go, arrive, set, history } = browser('/queue');
    go({ address: '/queue?lane=watch', how: 'push' });
    arrive('/queue');
    expect(current.read()).toBe('/queue');
    go({ address: '/queue?lane=watch', how: 'push' });
    // Back, while it was on its way.
    history.push('/findings');
    expect(current.read()).toBe('/findings');
    set({ q: 'x' });
    expect(history.at(-1)).toBe('/findings?q=x');
  });

  it('is not ended by a navigation that another one took the place of', () => {
    const { current, go, underWay } = browser('/queue');
    go({ address: '/queue?lane=watch', how: 'push' });
    go({ address: '/queue?lane=by_value', how: 'push' });
    underWay[0]?.arrived();
    expect(current.read()).toBe('/queue?lane=by_value');
  });
});

describe('values of an address', () => {
  it('are changed by name: null and an empty text remove, undefined leaves, and slashes stay readable', () => {
    const query = new URLSearchParams('repo=acme/web&q=a&state=open');
    expect(withValues(query, { q: '', state: null, repo: undefined, kind: 'a,b' })).toBe('?repo=acme/web&kind=a,b');
    expect(withValues(query, { q: '', state: null, repo: null })).toBe('');
    expect(query.get('q')).toBe('a');
  });
});

describe('lists with filters', () => {
  const sources = globSync('components/**/*.{ts,tsx}')
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
  const having = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

  it('change the address by one mechanism', () => {
    expect(having(/history\.(?:push|replace)State\(null/)).toEqual(['components/ui/current-address.ts']);
  });

  it('never write into the address what was drawn: they name what changes, or change what is there by then', () => {
    expect(having(/\b(?:change|onChange|onFilters|setFilters|set)\([^\n]*\{ \.\.\.(?:filters|params)\b/)).toEqual([]);
    expect(having(/const next = \{[^}]*\.\.\.filters, \.\.\.part/)).toEqual([]);
  });
});
