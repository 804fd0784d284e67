/** Bounds of options, for the form that asks and for the operation that is given them. */
export const MOST_ROWS = 1000;
export const USUAL_ROWS = 100;
export const MOST_DAYS = 3650;
