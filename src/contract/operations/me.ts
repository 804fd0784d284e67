/** Routes of one's own responsibilities: for everybody who is signed in, about themselves alone. */
import { EndingQuery, EndingSoon, MyCell, MyCellsQuery, MyResponsibilities } from '../schemas/me';
import type { Operations } from './operation';

const right = 'self';

export const ME = {
	readMe: {
		route: 'GET /me',
		tag: 'me',
		does: 'Your authorities, and how many cells, gaps and reviews of each axis are yours',
		right,
		large: true,
		answer: MyResponsibilities,
	},
	listMyCells: {
		route: 'GET /me/cells',
		tag: 'me',
		does: 'Cells that you answer for',
		right,
		large: true,
		query: MyCellsQuery,
		list: MyCell,
	},
	listMyGaps: {
		route: 'GET /me/gaps',
		tag: 'me',
		does: 'Gaps in the groups that you answer for',
		right,
		large: true,
		query: MyCellsQuery,
		list: MyCell,
	},
	listEndingSoon: {
		route: 'GET /me/ending',
		tag: 'me',
		does: 'What ends soon: waivers that you made or that lie in your groups, and owner rows of your authorities',
		right,
		query: EndingQuery,
		list: EndingSoon,
	},
} satisfies Operations;
