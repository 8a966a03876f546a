/** What happened to one finding or fix that somebody watches, or is mentioned on. Titles are texts of reports, and stay in Plumbline. */
export interface WatchedNews {
  what: 'finding' | 'fix';
  /** `acme/web#412`, `acme/web, action 7` */
  ref: string;
  /** Its page, from `/` on. */
  path: string;
  /** Who mentioned the reader; null: nobody did. */
  mentionedBy: string | null;
  /** The oldest first. `by`: null where no person did it. */
  told: readonly { at: Date; by: string | null; text: string }[];
}

/** A mail about several of them: mentions first. */
export interface WatchedMail {
  organization: string;
  recipient: { name: string; timeZone: string };
  items: readonly WatchedNews[];
  /** Findings and fixes beyond these. */
  more: number;
  unsubscribe: string | null;
  /** The reader wants numbers only: no names and no words of people are in it. */
  minimal: boolean;
}
