/** Of the product; a test holds it equal to package.json, which the browser and the bundler do not see. */
export const VERSION = '0.1.0';
