const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** A state is its number shifted so far: below it is room for the class of a character. */
export const STATE_SHIFT = 6;
const CLASSES = 2 ** STATE_SHIFT;

/**
 * A table that finds many words in one pass over a text (the automaton of Aho and Corasick). Characters are known by
 * their classes: a letter (capital or small), any digit, any blank, a sign; signs of no word are one class.
 */
export interface WordTable {
  /** By code below 256. All characters beyond ASCII count as blanks. */
  classOf: Uint8Array;
  /**
   * Where classes of another sort begin: of letters and digits; from `underscore` on of what names have beside these,
   * from `plus` on of what base64 has beside these, from `blank` on of what neither has.
   */
  underscore: number;
  plus: number;
  blank: number;
  /** The next state, by state + class. */
  next: Uint16Array;
  /** What the words that end in a state say, by its number. */
  says: Int32Array;
  /** States from this one on say something. */
  firstSaying: number;
  /** The state behind a blank, where a text begins. */
  start: number;
}

interface State {
  to: Map<number, State>;
  /** The state of the longest end of what was read that a word begins with. */
  shorter: State | null;
  says: number;
  number: number;
}

const newState = (): State => ({ to: new Map(), shorter: null, says: 0, number: 0 });

/**
 * @param words in small letters, with `0` for any digit and a space for any blank; each with the bits that it says
 */
export function wordTable(words: Iterable<readonly [word: string, says: number]>): WordTable {
  const list = [...words];
  const signs = new Set(list.flatMap(([word]) => [...word.replace(/[a-z0_+/ -]/g, '')]));
  const known = `0${LETTERS}_-+/ ${[...signs].join('')}`;
  if (known.length >= CLASSES) throw new Error('too many signs in the words');
  const root = newState();
  for (const [word, says] of list) addWord(root, word, says, known);
  const states = linked(root);
  const next = nextStates(states);
  const blank = known.indexOf(' ');
  return {
    classOf: classesOf(known),
    underscore: known.indexOf('_'),
    plus: known.indexOf('+'),
    blank,
    next,
    says: Int32Array.from(states, ({ says }) => says),
    firstSaying: states.filter(({ says }) => says === 0).length * CLASSES,
    start: next[root.number * CLASSES + blank] ?? 0,
  };
}

function classesOf(known: string): Uint8Array {
  const classes = new Uint8Array(256).fill(known.indexOf(' '));
  for (let code = 0; code < 128; code += 1) {
    const char = String.fromCharCode(code).toLowerCase();
    const place = known.indexOf(/\d/.test(char) ? '0' : /\s/.test(char) ? ' ' : char);
    classes[code] = place === -1 ? CLASSES - 1 : place;
  }
  return classes;
}

function addWord(root: State, word: string, says: number, known: string): void {
  let state = root;
  for (const char of word) {
    const place = known.indexOf(char);
    const next = state.to.get(place) ?? newState();
    state.to.set(place, next);
    state = next;
  }
  state.says |= says;
}

/** All states, numbered; those that say nothing come first, so that one comparison tells. */
function linked(root: State): State[] {
  const states = [root];
  for (const state of states) {
    for (const [char, next] of state.to) {
      next.shorter = state.shorter === null ? root : follow(state.shorter, char);
      next.says |= next.shorter.says;
      states.push(next);
    }
  }
  if (states.length * CLASSES > 2 ** 16) throw new Error('too many words');
  const ordered = [...states.filter(({ says }) => says === 0), ...states.filter(({ says }) => says !== 0)];
  ordered.forEach((state, number) => {
    state.number = number;
  });
  return ordered;
}

function follow(from: State, char: number): State {
  for (let state = from; ; state = state.shorter) {
    const next = state.to.get(char);
    if (next !== undefined) return next;
    if (state.shorter === null) return state;
  }
}

function nextStates(states: readonly State[]): Uint16Array {
  const next = new Uint16Array(states.length * CLASSES);
  for (const state of states) {
    for (let char = 0; char < CLASSES; char += 1) {
      next[state.number * CLASSES + char] = follow(state, char).number * CLASSES;
    }
  }
  return next;
}
