/** The route that answers the OpenAPI document of all others, as it was when the bundle was built. */
import type { Router } from 'express';
import openapi from '../../docs/openapi.yaml?json';
import type { RouteContext } from './context';
import { handleDocument } from './request';

export function mountOpenapiRoutes(router: Router, { authorise }: RouteContext): void {
	router.get(
		'/openapi.json',
		handleDocument(async (request) => {
			await authorise(request, 'read');
			return openapi;
		}),
	);
}
