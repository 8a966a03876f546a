/** The product's version. A test compares it with package.json, which browser code cannot import. */
export const VERSION = '0.1.0';
