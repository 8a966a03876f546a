const MIB = 1024 * 1024;

/** Bounds of one delivered report; `10-security` holds the reasons. */
export interface UploadLimits {
  /** After decompression, and on the wire. */
  bytes: number;
  /** Decoded bytes per wire byte, looked at above `ratioFrom` decoded bytes. */
  ratio: number;
  ratioFrom: number;
  /** Waiting jobs above which new uploads are refused for a while. */
  queue: number;
}

/**
 * A few megabytes of repetition are no attack, and text that repeats packs 600 times smaller: the ratio counts from
 * 8 MiB on.
 */
export const UPLOAD_LIMITS: UploadLimits = { bytes: 512 * MIB, ratio: 200, ratioFrom: 8 * MIB, queue: 5000 };
