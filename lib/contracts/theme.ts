/** The theme that a viewer chose for this browser; kept in a cookie so that the server renders it and nothing flashes. */
export const THEME_COOKIE = 'plumbline-theme';

const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function readTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system';
}

const IN_COOKIES = new RegExp(`(?:^|;\\s*)${THEME_COOKIE}=(\\w+)`);

/** `cookies`: a Cookie header, or a document's cookies. */
export function themeOf(cookies: string): Theme {
  return readTheme(IN_COOKIES.exec(cookies)?.[1]);
}
