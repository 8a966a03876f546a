'use client';

import { useState } from 'react';
import { reasonOf } from '#components/queries/fetch.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { LineDiff } from './line-diff.tsx';
import { versionSentence } from './words.ts';

export interface ShownVersion {
  version: number;
  author: string | null;
  at: string | null;
  message: string;
}

export interface PolicyHistoryProps {
  versions: readonly ShownVersion[];
  current: { version: number; text: string };
  /** The text of a version; '' where it was removed. */
  textOf: (version: number) => Promise<string>;
  /** Puts a text into the editor; null: nobody may. */
  onRestore: ((text: string) => void) | null;
  more: (() => void) | null;
}

/** All versions, newest first; each can be compared with the one in force and taken into the editor again. */
export function PolicyHistory({ versions, current, textOf, onRestore, more }: PolicyHistoryProps) {
  const [shown, setShown] = useState<{ version: number; text: string } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const show = (version: number) => {
    setError(null);
    textOf(version).then((text) => setShown({ version, text }), setError);
  };
  return (
    <Card title="History" note="Every version stays.">
      {versions.length === 0 ? <p className="text-13 text-soft">None was saved yet.</p> : null}
      <ul className="divide-y">
        {versions.map((version) => (
          <li key={version.version} className="flex flex-col gap-2 py-2.5 text-13">
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <div className="min-w-0">
                <p className="font-medium">{versionSentence(version)}</p>
                <p className="break-words text-12 text-soft">
                  {version.at === null ? null : <RelativeTime at={version.at} />}
                  {version.at !== null && version.message !== '' ? ' · ' : ''}
                  {version.message}
                </p>
              </div>
              {version.version === current.version ? (
                <span className="text-12 text-faint">in force</span>
              ) : (
                <Button
                  size="sm"
                  onClick={() => (shown?.version === version.version ? setShown(null) : show(version.version))}
                  aria-expanded={shown?.version === version.version}
                >
                  Compare
                </Button>
              )}
            </div>
            {shown?.version === version.version ? (
              <>
                <p className="text-12 text-soft">From this version to the one in force:</p>
                <LineDiff
                  before={shown.text}
                  after={current.text}
                  label={`What changed since version ${shown.version}`}
                />
                {onRestore === null || shown.text === '' ? null : (
                  <div>
                    <Button size="sm" onClick={() => onRestore(shown.text)}>
                      Take into the editor
                    </Button>
                  </div>
                )}
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {error === null ? null : <ErrorPanel title="The version could not be loaded" kept={reasonOf(error)} />}
      {more === null ? null : (
        <Button size="sm" onClick={more}>
          Older versions
        </Button>
      )}
    </Card>
  );
}
