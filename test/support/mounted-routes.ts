/** The routes of the endpoint, as Express has them. */
import { Router } from 'express';
import axis from '../../endpoints/axis';

/** Method and path of every route, e.g. "GET /axis/runs/:id". Mounts them on a router that nobody asks: that reads the environment only. */
export function mountedRoutes(): string[] {
	const router = Router();
	axis.handler(router, JSON.parse('{ "env": {} }'));
	return router.stack.flatMap(({ route }) => {
		if (!route) return [];
		const methods = new Set(route.stack.map((layer) => layer.method.toUpperCase()));
		return [...methods].map((method) => `${method} /axis${route.path}`);
	});
}
