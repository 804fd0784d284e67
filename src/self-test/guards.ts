/** Attempts at the guards that stand before Directus itself, at its door and at its services: they are asked, no request and no call is made. */
import { readGate, requireOpenGate } from '../gate/gate';
import { behindGuard, GUARDED_CALLS, type GuardedCall } from '../gate/guarded-calls';
import { UNANNOUNCED_REQUESTS, type RequestFacts, type UnannouncedRequest } from '../gate/unannounced-requests';
import { NotTried, serviceOptions, type Attempt, type Bench } from './attempt';
import { outcomeOf } from './outcome';

/** What the door would answer to a request. */
export function door(method: UnannouncedRequest['method'], path: string, facts: RequestFacts): Attempt {
	const rule = UNANNOUNCED_REQUESTS.find((unannounced) => unannounced.method === method && unannounced.path === path);
	return { run: (bench) => requireOpen(bench, rule?.asked ?? '', rule?.tables(facts) ?? []) };
}

/** What the guard before a call of a service would answer; passes where the running Directus has no guard there. */
export function service(name: GuardedCall['service'], method: string, ...args: unknown[]): Attempt {
	const rule = GUARDED_CALLS.find((call) => call.service === name && call.method === method);
	return {
		async run(bench) {
			const stands = behindGuard(Reflect.get(bench.services[name].prototype, method)) !== null;
			await requireOpen(bench, rule?.asked ?? '', stands ? (rule?.tables(args) ?? []) : []);
		},
	};
}

/** Makes a call of a service as if no guard stood before it: what comes behind, a filter or the trigger, is asked. Errors: the call's own. */
export async function callBehindGuard(of: object, method: string, ...args: unknown[]): Promise<void> {
	const present: unknown = Reflect.get(of, method);
	const call = behindGuard(present) ?? present;
	if (typeof call !== 'function') throw new NotTried(`This Directus has no ${method}.`);
	await Reflect.apply(call, of, args);
}

/** Makes a call of a service as Directus does, guards included. Errors: the call's own. */
export function callAsHost(of: object, method: string, ...args: unknown[]): unknown {
	const call: unknown = Reflect.get(of, method);
	if (typeof call !== 'function') throw new NotTried(`This Directus has no ${method}.`);
	return Reflect.apply(call, of, args);
}

/** Makes a call that a guard of texts refuses. Whatever else ends it comes after that guard, and says that the text passed; without one, no call is made. */
export function unsafeText(name: GuardedCall['service'], method: string, args: () => unknown[]): Attempt {
	return {
		async run(bench) {
			const service = new bench.services[name](serviceOptions(bench));
			if (behindGuard(Reflect.get(service, method)) === null) return;
			try {
				await callAsHost(service, method, ...args());
			} catch (error) {
				if (outcomeOf(error).kind === 'text') throw error;
			}
		},
	};
}

async function requireOpen({ trx, policy }: Bench, asked: string, touched: readonly unknown[]): Promise<void> {
	if (touched.length > 0) requireOpenGate(`${asked} ${touched.join(', ')}`, await readGate(trx, policy, null), policy);
}
