import type { ChildProcess, Serializable } from 'node:child_process';
import { type ChildLimits, guardChild } from './guard-child.ts';

/** The child ended without an answer, or was ended for the reason that the message says. */
export class ChildDiedError extends Error {}

/** Asks a child that answers once, and ends. It is watched until it has ended. @throws ChildDiedError */
export function askChild<Answer>(child: ChildProcess, request: object, limits: ChildLimits): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // After an answer this changes nothing.
    const { kill } = guardChild(child, limits, (why) => reject(new ChildDiedError(why)));
    child.once('message', (answer: Answer) => resolve(answer));
    child.send(request as Serializable, (error) => error && kill(`could not be asked: ${error.message}`));
  });
}
