/** The person whom this tab was loaded for: of one organization. */
let shown: number | null = null;

/** Told to the window when the browser turned out to show another organization or person. */
const OTHER_PERSON = 'plumbline:other-person';

const CHANNEL = 'plumbline-person';
/** As the API names the refusal. */
const REFUSAL = 'problem-other-person';

/** Every request of this tab names the person, so that no answer for another one is mixed in. */
export const personHeader = (): Record<string, string> => (shown === null ? {} : { 'plumbline-person': String(shown) });

/** Notices a refusal that was about the person. */
export function noticePerson(type: string | undefined): void {
  if (type?.endsWith(REFUSAL)) window.dispatchEvent(new Event(OTHER_PERSON));
}

/**
 * Names the person of this tab and tells the browser's other tabs; `onOther` is called once another tab names another, or
 * an answer of the server says so. Returns what ends that.
 */
export function showPerson(person: number | null, onOther: () => void): () => void {
  shown = person;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data !== person) onOther();
  };
  channel.postMessage(person);
  window.addEventListener(OTHER_PERSON, onOther);
  return () => {
    channel.close();
    window.removeEventListener(OTHER_PERSON, onOther);
  };
}
