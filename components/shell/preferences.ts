/** What a viewer chose for this browser; kept in cookies so that the server renders it and nothing flashes. */

export const SIDEBAR_COOKIE = 'plumbline-sidebar';

export function readCollapsed(value: string | undefined): boolean {
  return value === 'collapsed';
}
