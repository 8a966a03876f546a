export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** A LIKE pattern for the words in their order, with anything between them. */
export function holding(text: string): string {
  return `%${text.split(/\s+/).map(escapeLike).join('%')}%`;
}

/** A LIKE pattern for a path, however people write its beginning: stored ones begin with their first folder. */
export function holdingPath(text: string): string {
  return holding(text.replace(/\\(?=.)/g, '/').replace(/^(?:\.?\/)+(?=.)/, ''));
}

/** A LIKE pattern for a package: separators of names are alike, because registries and tools write them differently. */
export function holdingPackage(text: string): string {
  return `%${text
    .split(/\s+/)
    .map((part) => escapeLike(part).replace(/\\_|[-.:/]/g, '_'))
    .join('%')}%`;
}
