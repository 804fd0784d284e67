/** Options that several operations have, as they come: typed into a form, or filled from a template, where a number is a text. */
import { z } from 'zod';
import { queryText } from '../src/contract/schemas/parts';
import { MOST_ROWS, USUAL_ROWS } from './bounds';

export const axis = queryText.optional();
export const limit = z.coerce.number().int().min(1).max(MOST_ROWS).default(USUAL_ROWS);
