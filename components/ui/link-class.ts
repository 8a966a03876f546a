/** How a link in running text looks. */
export const LINK_CLASS = 'rounded-[3px] underline-offset-2 hover:underline text-accent';
