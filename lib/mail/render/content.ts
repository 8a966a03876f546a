/** How words stand out. Colour alone never says anything: the words do. */
export type Tone = 'plain' | 'soft' | 'worse' | 'better';

/** Words of a line; `href`: an absolute address that they lead to. */
export interface Words {
  text: string;
  href?: string;
  strong?: boolean;
  tone?: Tone;
}

export type Inline = string | Words;

/** One thing of a list: its name, where it is, and short facts about it, each of which may be missing in a narrow client. */
export interface Item {
  title: Inline;
  where?: string;
  facts: readonly Inline[];
}

/** `numbered`: in the order to do them, a line for each part; `brief`: name and facts in one line. */
export type ListLook = 'numbered' | 'brief';

export type Block =
  /** The one sentence that says what to do. */
  | { kind: 'verdict'; text: readonly Inline[]; tone: 'worse' | 'better' | 'plain' }
  | { kind: 'paragraph'; text: readonly Inline[] }
  | { kind: 'list'; title: string; note?: string; look: ListLook; items: readonly Item[] }
  | { kind: 'button'; text: string; href: string };

/** Words, or a figure that is drawn large between words: "Posture 68 of 100", and how it changed. */
export type Title = string | { before: string; figure: string; after: string; change: Inline | null };

/** What a mail says. Its HTML and its text are both made of this, so that they cannot differ. */
export interface MailContent {
  subject: string;
  /** What clients show behind the subject, in the list of mails. */
  preview: string;
  /** Whom and which time it is about. */
  about: readonly Inline[];
  title: Title;
  blocks: readonly Block[];
  /** Why somebody gets it, and how to stop it; one paragraph each. */
  footer: readonly (readonly Inline[])[];
}

export const wordsOf = (inline: Inline): Words => (typeof inline === 'string' ? { text: inline } : inline);

export const plainText = (inlines: readonly Inline[]): string => inlines.map((one) => wordsOf(one).text).join('');
