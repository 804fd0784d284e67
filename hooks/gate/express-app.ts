/** The host's Express application, as `init` hands it over. */
import type { Application } from 'express';

export function isApp(value: unknown): value is Application {
	return typeof value === 'function' && 'use' in value && typeof value.use === 'function';
}
