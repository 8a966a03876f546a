import type { Transaction } from '#db/client.ts';
import { findNamedPeople } from '#db/queries/comments.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { mentionTexts, placeMentions } from '#lib/domain/comment/mentions.ts';
import { maskText } from '#lib/domain/redaction/mask-text.ts';

/** More people are not compared with one text. */
const MOST = 500;

/**
 * What is kept of a comment: without what looks like a secret, and with the people whom it mentions, of those who see the
 * repository.
 */
export async function placePeople(
  tx: Transaction,
  scope: RepositoryScope,
  written: string,
): Promise<{ body: string; mentions: number[]; masked: number }> {
  const { text, masked } = maskText(written);
  const texts = mentionTexts(text);
  const people = texts.length === 0 ? [] : await findNamedPeople(tx, scope, texts, MOST);
  return { ...placeMentions(text, people), masked };
}
