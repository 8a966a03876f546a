import type { Wish } from './use-change-actions.ts';

/** What people do about fixes, with what is said when it is done. */
export const CLAIM: Wish = { change: { change: 'claim' }, done: 'Claimed' };
export const RELEASE: Wish = { change: { change: 'release' }, done: 'Released' };
export const FIXED: Wish = { change: { change: 'say_fixed' }, done: 'Said to be fixed: the next scan decides' };
export const NOT_FIXED: Wish = { change: { change: 'not_fixed' }, done: 'It awaits no scan any more' };
