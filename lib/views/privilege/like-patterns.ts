import { escapeLike } from '#lib/views/finding/like.ts';

/** `*` stands for any characters, all others for themselves. */
export const likePatterns = (patterns: readonly string[]): string[] =>
  patterns.map((pattern) => escapeLike(pattern.toLowerCase()).replaceAll('*', '%'));
