/** What stands in a search box, beside what the list is searched for. */
export interface SearchText {
  draft: string;
  /** The settled value as it was last drawn. */
  value: string;
  /** What was handed on and is not drawn yet, oldest first: the address follows a moment later. */
  sent: readonly string[];
}

export const searchText = (value: string): SearchText => ({ draft: value, value, sent: [] });

/** What the list is searched for, or will be in a moment. */
const settled = ({ value, sent }: SearchText): string => sent.at(-1) ?? value;

/** Spaces around a text find the same. */
const isSame = (one: string, other: string): boolean => one.trim() === other.trim();

export const hasNews = (text: SearchText): boolean => !isSame(text.draft, settled(text));

/** The draft is handed on. */
export const handedOn = (text: SearchText): SearchText => ({ ...text, sent: [...text.sent, text.draft] });

/**
 * The settled value was drawn. One's own leaves what was typed since; one from elsewhere (Back, a cleared filter) takes
 * its place.
 */
export function drawn(text: SearchText, value: string): SearchText {
  if (value === text.value) return text;
  const own = text.sent.findIndex((one) => isSame(one, value));
  return own === -1 ? searchText(value) : { ...text, value, sent: text.sent.slice(own + 1) };
}
