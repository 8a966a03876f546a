import { messageOf } from '#lib/errors.ts';
import { type IndexBatch, type Reader, ReaderDiedError, type ReadingMessage, type ReadOutcome } from './protocol.ts';
import { readReport } from './read-report.ts';
import { systemFault } from './system-fault.ts';

/**
 * Reads in this process: only for reports that Plumbline wrote itself (the demo) and for tests. Foreign reports go to
 * the children, which a hostile report can crash without ending the worker.
 */
export const inProcessReader: Reader = {
  async read(request, canonicalNames): Promise<ReadOutcome> {
    const index: IndexBatch[] = [];
    const unanswered: unknown[] = [];
    const last: { message: Exclude<ReadingMessage, IndexBatch> | null } = { message: null };
    try {
      const send = (message: ReadingMessage): void => {
        if (message.kind === 'index') index.push(message);
        else last.message = message;
      };
      await readReport(request, {
        send,
        // A database that does not answer is no fault of the report.
        canonicalNames: (groups) =>
          canonicalNames(groups).catch((error: unknown) => {
            unanswered.push(error);
            throw error;
          }),
      });
    } catch (error) {
      if (systemFault(error) !== null || unanswered.length > 0) throw error;
      throw new ReaderDiedError(`failed: ${messageOf(error)}`);
    }
    const { message } = last;
    if (message === null) throw new ReaderDiedError('ended without an answer');
    return message.kind === 'done' ? { done: message, index } : { refused: message };
  },
};
