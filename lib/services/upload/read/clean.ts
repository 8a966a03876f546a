/** Text of a report that people will read: without control characters, storable, at most `max` long. */
export function clean(text: string, max: number): string {
  const plain = [...text.slice(0, max)].map((char) => (char < ' ' || char === '\u007f' ? ' ' : char)).join('');
  return plain.toWellFormed().trim();
}
