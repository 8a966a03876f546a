import { describe, expect, it } from 'vitest';
import { addressOfList, isAsSaved, readList, saysMore } from './list-address.ts';

const read = (search: string) => readList(new URLSearchParams(search));
const view = { key: 'me/kev', search: 'columns=due%2Cepss&exploit=kev&group=rule' };

describe('the address of the list of findings', () => {
  it('has which findings and how they are shown, and reads as it is written', () => {
    const list = read('severity=high&group=rule&columns=due,epss');
    expect(list).toMatchObject({ grouped: true, columns: ['due', 'epss'], unknown: [] });
    expect(addressOfList(list, null)).toBe('/findings?severity=high&group=rule&columns=due,epss');
    expect(addressOfList(read(''), null)).toBe('/findings');
  });

  it('stands where the list does', () => {
    const hrefOf = (search: string) => `/here?${search}`;
    expect(addressOfList(read('severity=high'), null, hrefOf)).toBe('/here?severity=high');
    expect(addressOfList(read('severity=high'), view, hrefOf)).toBe('/here?severity=high&view=me/kev');
    expect(addressOfList(read(view.search), view, hrefOf)).toBe('/here?view=me/kev');
  });

  it('names a view alone while nothing differs from it', () => {
    const list = read(view.search);
    expect(isAsSaved(list, view)).toBe(true);
    expect(addressOfList(list, view)).toBe('/findings?view=me/kev');
    expect(saysMore(new URLSearchParams('view=me/kev&scope=team:a'))).toBe(false);
  });

  it('has everything once something differs, also when that is nothing', () => {
    const changed = addressOfList(read('exploit=kev'), view);
    expect(changed).toBe('/findings?exploit=kev&view=me/kev');
    const cleared = addressOfList(read(''), view);
    expect(cleared).toBe('/findings?state=open&view=me/kev');
    const again = new URLSearchParams(cleared.slice('/findings?'.length));
    expect(saysMore(again)).toBe(true);
    expect(readList(again)).toEqual(read(''));
  });

  it('says which parts of a view mean nothing any more', () => {
    expect(read('exploit=none_such&columns=former&severity=low').unknown).toEqual(['exploit', 'columns']);
  });
});
