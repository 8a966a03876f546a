import { shellWord } from '#lib/domain/action/shell-word.ts';

/**
 * A call of CyberArk's API, for somebody who is signed in: $PVWA is its address, $SESSION what signing in gave. Null where
 * a name is not fit to be typed.
 */
export function pvwaCommand(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: readonly string[],
  body?: unknown,
): string | null {
  const address = shellWord(
    `/PasswordVault/API/${path.map((part) => encodeURIComponent(part.toWellFormed())).join('/')}/`,
  );
  const data = body === undefined ? '' : shellWord(JSON.stringify(body));
  if (address === null || data === null) return null;
  const sent = data === '' ? '' : ` -H 'Content-Type: application/json' -d ${data}`;
  return `curl -X ${method} -H "Authorization: $SESSION"${sent} "$PVWA"${address}`;
}
