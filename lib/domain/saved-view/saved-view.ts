/** Screens whose address can be kept under a name. */
export const VIEW_SCREENS = ['findings'] as const;
export type ViewScreen = (typeof VIEW_SCREENS)[number];

/** Views that one person keeps, and that an organization shares, of one screen. */
export const MOST_OWN_VIEWS = 100;
export const MOST_SHARED_VIEWS = 200;

/** One's own views stand below this in addresses, so that they and shared ones of the same name do not meet. */
const OWN = 'me/';

/** How an address names a view: `?view=kev-this-week`, `?view=me/kev-this-week`. */
export const viewKey = ({ shared, slug }: { shared: boolean; slug: string }): string =>
  shared ? slug : `${OWN}${slug}`;
