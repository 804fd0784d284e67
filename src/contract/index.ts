/** What API, screens and tests share: constants, and the types of requests and answers. Imports nothing but its own files, and no library. */
export * from './axis-tables';
export * from './csv';
export * from './csv-bounds';
export * from './dashboard';
export * from './errors';
export * from './human-only';
export * from './model';
export * from './routes';
export type * from './schemas';
export * from './self-test';
export * from './tier';
