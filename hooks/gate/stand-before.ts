/** Puts guards before methods of Directus' own services. */
import type { HookExtensionContext } from '@directus/extensions';
import { behindGuard, markGuard, type GuardedService } from '../../src/gate/guarded-calls';

/** The guard, called as the method is; it calls `original` or throws. */
type MakeGuard = (original: CallableFunction) => (this: unknown, ...args: unknown[]) => unknown;

/**
 * Puts a guard before a method. It stays until Directus ends, through every reload of extensions; the next load takes its place. A Directus without
 * the method is told in the log.
 */
export function standBefore(
	{ services, logger }: Pick<HookExtensionContext, 'services' | 'logger'>,
	{ service, method }: { service: GuardedService; method: string },
	makeGuard: MakeGuard,
): void {
	const prototype: object = services[service].prototype;
	const present: unknown = Reflect.get(prototype, method);
	if (typeof present !== 'function') {
		logger.error(`Axis coverage cannot guard ${service}.${method}: this Directus does not have it.`);
		return;
	}
	const original = behindGuard(present) ?? present;
	Reflect.set(prototype, method, markGuard(makeGuard(original), original));
}
