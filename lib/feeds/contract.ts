import { type InvalidRow, MOST_INVALID_LISTED } from '#lib/domain/feed/feed.ts';

/** The file is not what it should be: shown to the person who sent it, as a sentence. */
export class FeedError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'FeedError';
  }
}

/** A file whose beginning was read: its rows come in batches, each row once. */
export interface OpenFeed<Row> {
  /** Of the data, as the file says; null: it says none. */
  dataAt: Date | null;
  /** To be read once. @throws FeedError while reading on, for what makes the whole file worthless */
  rows: AsyncIterable<readonly Row[]>;
  /** Whether there was a row for this advisory, once all rows were read. */
  has(advisory: string): boolean;
}

/** Up to here a file may have invalid rows whatever their share. */
const FEW = 10;
const MOST_SHARE = 0.01;

/** Rows that could not be read: all are counted, the first are listed. */
export class InvalidRows {
  count = 0;
  listed: InvalidRow[] = [];

  clear(): void {
    this.count = 0;
    this.listed = [];
  }

  add(position: string, reason: string): void {
    this.count += 1;
    if (this.listed.length < MOST_INVALID_LISTED) this.listed.push({ position, reason });
  }

  /** @throws FeedError when so many of all rows are invalid that the file is not what it claims to be */
  check(rows: number): void {
    if (this.count <= FEW || this.count <= (rows + this.count) * MOST_SHARE) return;
    const [first] = this.listed;
    throw new FeedError(
      `${this.count} of ${rows + this.count} rows cannot be read, the first at ${first?.position}: ${first?.reason}.`,
    );
  }
}
