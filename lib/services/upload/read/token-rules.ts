import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { HINT, hintsIn } from '#lib/domain/redaction/hints.ts';

/** What rules of secretlint are given and give back, as far as we use it (its types are a package of their own). */
interface Rule {
  meta: { id: string; type: string };
  create(
    context: {
      sharedOptions: object;
      createTranslator(messages: unknown): (id: string, data?: unknown) => object;
      report(found: { range: readonly [number, number] }): void;
      ignore(): void;
    },
    options: object,
  ): { file?(source: { content: string; filePath: string; ext: string; contentType: 'text' }): unknown };
}

/** Comments that switch rules off are for the owner of a file; whoever writes a report must not switch off ours. */
const isDetector = ({ meta }: Rule): boolean => meta.type === 'scanner' && !meta.id.endsWith('filter-comments');

const BLOCK = 256 * 1024;
/** A token alone; some rules report what stands around it too. */
const TOKEN = /^[\w.+/=~:-]{16,20000}$/;

/** Tokens that the maintained rules of secretlint know by their issuer. Takes texts in, hands tokens out, in blocks. */
export class TokenRules {
  readonly #found: (token: string) => void;
  readonly #detectors: ReturnType<Rule['create']>[];
  #ranges: (readonly [number, number])[] = [];
  #texts: string[] = [];
  #length = 0;

  constructor(found: (token: string) => void) {
    this.#found = found;
    const context = {
      sharedOptions: {},
      createTranslator: () => (): object => ({}),
      report: ({ range }: { range: readonly [number, number] }): void => void this.#ranges.push(range),
      ignore: (): void => {},
    };
    this.#detectors = (rules as readonly Rule[]).filter(isDetector).map((rule) => rule.create(context, {}));
  }

  /** Every token of these rules has 20 letters and digits in a row. */
  add(text: string, hints: number = hintsIn(text)): void {
    if ((hints & HINT.name20) === 0) return;
    this.#texts.push(text);
    this.#length += text.length;
    if (this.#length >= BLOCK) this.flush();
  }

  flush(): void {
    if (this.#texts.length === 0) return;
    // Rules look at lines: texts are lines of one file.
    const content = this.#texts.join('\n\n');
    this.#texts = [];
    this.#length = 0;
    for (const { file } of this.#detectors) {
      const later = file?.({ content, filePath: 'report.txt', ext: '.txt', contentType: 'text' });
      // Rules that go on later look into key stores, which no text is.
      if (later instanceof Promise) later.catch(() => undefined);
    }
    for (const [start, end] of this.#ranges) {
      const token = content.slice(start, end);
      if (TOKEN.test(token)) this.#found(token);
    }
    this.#ranges = [];
  }
}
