export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** A LIKE pattern for the words in their order, with anything between them. */
export function holding(text: string): string {
  return `%${text.split(/\s+/).map(escapeLike).join('%')}%`;
}

/** A LIKE pattern for a package: separators of names are alike, because registries and tools write them differently. */
export function holdingPackage(text: string): string {
  return `%${text
    .split(/\s+/)
    .map((part) => escapeLike(part).replace(/\\_|[-.:/]/g, '_'))
    .join('%')}%`;
}
