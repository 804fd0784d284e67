/**
 * Refusals of the bundle: one class per cause, each with its code, HTTP status and facts in `extensions`.
 * Every message says what was asked, what is so, whether anything changed, and what to do.
 */
export * from './gate';
export * from './tier';
export * from './lifecycle';
export * from './deployment';
export * from './request';
export * from './cells';
export * from './foundation';
