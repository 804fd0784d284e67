/** What API, panels and tests share. Imports nothing but its own files. */
export * from './axis-tables';
export type * from './cells';
export * from './coverage';
export * from './errors';
export * from './rollout';
export * from './routes';
export * from './scan';
export type * from './seal';
export * from './self-test';
