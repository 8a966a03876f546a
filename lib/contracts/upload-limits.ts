const MIB = 1024 * 1024;

/** Bounds of one delivered report; `10-security` holds the reasons. */
export interface UploadLimits {
  /** After decompression, and on the wire. */
  bytes: number;
  /** Decoded bytes per wire byte, looked at above `ratioFrom` decoded bytes. */
  ratio: number;
  ratioFrom: number;
  /** Of a form's file, on the wire and decompressed, while it is not known for which repository it is. */
  unannounced: number;
  /** Bodies that are received at the same time: of one credential, and of all. */
  receiving: { ofOne: number; ofAll: number };
  /** Waiting jobs above which new uploads are refused for a while. */
  queue: number;
}

/**
 * A few megabytes of repetition are no attack, and text that repeats packs 600 times smaller: the ratio counts from
 * 8 MiB on.
 */
export const UPLOAD_LIMITS: UploadLimits = {
  bytes: 512 * MIB,
  ratio: 200,
  ratioFrom: 8 * MIB,
  unannounced: 8 * MIB,
  receiving: { ofOne: 8, ofAll: 64 },
  queue: 5000,
};
