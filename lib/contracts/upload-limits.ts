import { STATEMENT_LIMITS } from '#lib/domain/statement/statement.ts';

const MIB = 1024 * 1024;

/** Limits for one delivered report. */
export interface UploadLimits {
  /** Bytes, for both the compressed and the decompressed body. */
  bytes: number;
  /** Decompressed bytes per compressed byte, checked once more than `ratioFrom` bytes were decompressed. */
  ratio: number;
  ratioFrom: number;
  /** Bytes of a form's file that comes before the field that names the repository. */
  unannounced: number;
  /** Bodies that one web process receives at the same time, each with a few megabytes of buffers and windows. */
  receiving: number;
  /** Waiting jobs above which new uploads are refused for a while. */
  queue: number;
}

/**
 * The ratio is checked from 8 MiB on: repetitive text compresses 600 times without being an attack.
 */
export const UPLOAD_LIMITS: UploadLimits = {
  bytes: 512 * MIB,
  ratio: 200,
  ratioFrom: 8 * MIB,
  unannounced: 8 * MIB,
  receiving: 64,
  queue: 5000,
};

/** A VEX document is read whole. */
export const DOCUMENT_LIMITS: UploadLimits = { ...UPLOAD_LIMITS, bytes: STATEMENT_LIMITS.bytes };
