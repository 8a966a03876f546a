/** An upper bound of how deep flows and indents nest, before a parser that calls itself sees the text. */
export function deepest(text: string): number {
  let open = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, ++open);
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
  }
  // `- - - -` and `? ? ? ?` nest within a line.
  for (const line of text.split('\n')) {
    const markers = /^(?:\s*[-?] )+/.exec(line)?.[0].match(/[-?]/g)?.length ?? 0;
    most = Math.max(most, markers);
  }
  return most;
}
