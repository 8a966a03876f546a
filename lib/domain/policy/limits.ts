/** Of the text of a policy: characters, as bytes would depend on the encoding. Enough for some hundred rules. */
export const MOST_CHARACTERS = 32 * 1024;
