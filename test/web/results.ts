/** What the line of the console begins with that has the results. */
export const resultsMark = 'zone-mx results: ';
